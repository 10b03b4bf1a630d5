using System.Diagnostics;
using Microsoft.CodeAnalysis;

namespace Aread.Tests.Tensors;

/// <summary>A program of its own that loads libtorch and computes: what a process maps can be seen in a fresh one only.</summary>
internal sealed class TorchProbe : IDisposable
{
    private const string Program = """
        using System;
        using Aread;
        using Aread.Tensors;
        using TorchSharp;

        try
        {
            var options = new TorchOptions { Device = args[0], LibraryPath = args.Length > 1 ? args[1] : null };
            var device = TorchRuntime.Load(options);
            TorchRuntime.Load(options);
            using var scope = torch.NewDisposeScope();
            var sum = HostMemory.ToTensor<float>(new float[] { 1, 2 }, new long[] { 2 }, device).Plus(1).sum();
            Console.WriteLine("sum " + sum.ToArray()[0] + "; " + TorchRuntime.Describe());
            return 0;
        }
        catch (AreadException error)
        {
            Console.WriteLine(error.Message);
            return 3;
        }
        """;

    private readonly string _folder = Directory.CreateTempSubdirectory("aread-").FullName;

    public TorchProbe()
    {
        var output = AppContext.BaseDirectory;
        foreach (var file in Directory.GetFiles(output, "*.dll").Concat(Directory.GetFiles(Packaged, "libLibTorchSharp.so")))
            File.CreateSymbolicLink(Path.Combine(_folder, Path.GetFileName(file)), file);
        File.Copy(Path.Combine(output, "Aread.Tests.runtimeconfig.json"), Path.Combine(_folder, "Snippet.runtimeconfig.json"));
        var compiled = Compiled.Source(Program, OutputKind.ConsoleApplication).Emit(Path.Combine(_folder, "Snippet.dll"), cancellationToken: TestContext.Current.CancellationToken);
        Assert.Empty(compiled.Diagnostics.Where(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error));
    }

    /// <summary>The directory with the tests' own libtorch; the probe does not have it beside itself.</summary>
    public static string Packaged { get; } = Directory.GetFiles(AppContext.BaseDirectory, "libtorch_cpu.so", SearchOption.AllDirectories).Select(file => Path.GetDirectoryName(file)!).Single();

    public void CarryLibtorch()
    {
        foreach (var file in Directory.GetFiles(Packaged).Where(file => !file.EndsWith("libLibTorchSharp.so", StringComparison.Ordinal)))
            File.CreateSymbolicLink(Path.Combine(_folder, Path.GetFileName(file)), file);
    }

    public async Task<(int ExitCode, string Output)> Run(params string[] arguments)
    {
        var start = new ProcessStartInfo("dotnet", [Path.Combine(_folder, "Snippet.dll"), .. arguments]) { RedirectStandardOutput = true, RedirectStandardError = true };
        using var process = Process.Start(start)!;
        var (output, error) = (process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken), process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken));
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        return (process.ExitCode, await output + await error);
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);
}
