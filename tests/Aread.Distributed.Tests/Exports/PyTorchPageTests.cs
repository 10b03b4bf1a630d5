using System.Diagnostics;
using System.Text.Json;
using System.Text.RegularExpressions;
using Aread.Testing;

namespace Aread.Distributed.Tests.Exports;

/// <summary>The program on the page about serving, run as it stands there, where a Python with PyTorch is installed.</summary>
public sealed partial class PyTorchPageTests : IDisposable
{
    private const int MostLines = 60;

    private static readonly string[] Interpreters = ["python3", "/usr/bin/python3"];

    private static readonly Lazy<Task<string?>> Found = new(FindAsync);

    private readonly TemporaryDirectory _directory = new();

    public void Dispose() => _directory.Dispose();

    [Fact]
    public void The_program_is_short() => Assert.InRange(Program().Split('\n').Count(line => line.Trim().Length > 0), 20, MostLines);

    [Theory]
    [InlineData(Hei.Normalization.Batch, true)]
    [InlineData(Hei.Normalization.Layer, true)]
    [InlineData(Hei.Normalization.None, false)]
    public async Task The_program_scores_raw_rows_as_the_run_scored_the_imported_ones(Hei.Normalization normalization, bool masks)
    {
        var python = await Found.Value;
        Assert.SkipWhen(python is null, "No Python here has PyTorch.");
        var options = SmallOptions.Create();
        options = options with { Hei = options.Hei with { Normalization = normalization }, Hemp = options.Hemp with { Enabled = masks } };
        await using var run = await ServedRun.TrainAsync(_directory, options);
        await (await run.ReadAsync()).WriteAsync(_directory["export"], overwrite: false, TestContext.Current.CancellationToken);
        var program = _directory.Write("score.py", Program());

        foreach (var domain in run.Scores)
        {
            var samples = MovieRows.TestSamples(domain.DomainName).Select(sample => sample.ToDictionary(field => field.Key, field => (object?)field.Value.Items ?? field.Value.Text));
            var (code, output, errors) = await RunAsync(python!, JsonSerializer.Serialize(samples), program, _directory["export"], domain.DomainName);
            Assert.True(code == 0, errors);
            var scores = JsonSerializer.Deserialize<float[]>(output)!;
            Assert.Equal(domain.Scores.Length, scores.Length);
            Assert.All(domain.Scores.Zip(scores), pair => Assert.Equal(pair.First, pair.Second, 1e-6f));
        }
    }

    private static string Program() => Block().Match(File.ReadAllText(Path.Combine(Repository.Root, "cluster", "serving.md"))).Groups[1].Value;

    private static async Task<string?> FindAsync()
    {
        foreach (var python in Interpreters)
            if ((await RunAsync(python, "", "-c", "import torch")).Code == 0) return python;
        return null;
    }

    private static async Task<(int Code, string Output, string Errors)> RunAsync(string python, string input, params string[] arguments)
    {
        var start = new ProcessStartInfo(python, arguments) { RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true };
        Process? process;
        try
        {
            process = Process.Start(start);
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return (-1, "", "");
        }
        using (process)
        {
            var cancellation = TestContext.Current.CancellationToken;
            var (output, errors) = (process!.StandardOutput.ReadToEndAsync(cancellation), process.StandardError.ReadToEndAsync(cancellation));
            await process.StandardInput.WriteAsync(input);
            process.StandardInput.Close();
            await process.WaitForExitAsync(cancellation);
            return (process.ExitCode, await output, await errors);
        }
    }

    [GeneratedRegex(@"^```python\n(.*?)^```$", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Block();
}
