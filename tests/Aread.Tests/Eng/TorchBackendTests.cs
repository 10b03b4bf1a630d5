using System.Diagnostics;
using System.Text.Json;
using Aread.Testing;

namespace Aread.Tests.Eng;

/// <summary>The build property that chooses libtorch.</summary>
public sealed class TorchBackendTests
{
    [Fact]
    public async Task Cuda_exchanges_one_package_and_nothing_else()
    {
        var (cpu, cuda, none) = (await Items("cpu"), await Items("cuda"), await Items("none"));
        Assert.Equal(["PackageReference TorchSharp-cpu"], cpu.Except(cuda));
        Assert.Equal(["PackageReference TorchSharp-cuda-linux"], cuda.Except(cpu));
        Assert.Equal(["PackageReference TorchSharp-cpu"], cpu.Except(none));
        Assert.Empty(none.Except(cpu));
    }

    [Fact]
    public async Task Cpu_is_the_default()
    {
        Assert.Equal(await Items("cpu"), await Items(null));
    }

    [Fact]
    public async Task Another_value_is_a_build_error()
    {
        var (exitCode, output) = await MSBuild("-p:TorchBackend=gpu", "-t:CheckTorchBackend");
        Assert.NotEqual(0, exitCode);
        Assert.Contains("TorchBackend is 'gpu'", output, StringComparison.Ordinal);
    }

    [Fact]
    public void Nothing_but_that_property_refers_to_the_cuda_package()
    {
        var files = Directory.EnumerateFiles(Repository.Root, "*.*proj", SearchOption.AllDirectories)
            .Concat(Directory.EnumerateFiles(Repository.Root, "*.props", SearchOption.AllDirectories))
            .Concat(Directory.EnumerateFiles(Repository.Root, "*.targets", SearchOption.AllDirectories))
            .Select(file => Path.GetRelativePath(Repository.Root, file))
            .Where(file => !file.Split(Path.DirectorySeparatorChar).Any(part => part is "obj" or "bin"))
            .Where(file => File.ReadAllText(Path.Combine(Repository.Root, file)).Contains("cuda-linux", StringComparison.Ordinal));
        Assert.Equal(["Directory.Packages.props", "eng/Torch.targets"], files.Order(StringComparer.Ordinal));
    }

    private static async Task<string[]> Items(string? backend)
    {
        string[] items = ["PackageReference", "ProjectReference", "Content", "None", "AdditionalFiles"];
        string[] property = backend is null ? [] : [$"-p:TorchBackend={backend}"];
        var (exitCode, output) = await MSBuild([.. property, .. items.Select(item => $"-getItem:{item}")]);
        Assert.True(exitCode == 0, output);
        return [.. JsonDocument.Parse(output).RootElement.GetProperty("Items").EnumerateObject()
            .SelectMany(kind => kind.Value.EnumerateArray().Select(item => $"{kind.Name} {item.GetProperty("Identity").GetString()}"))];
    }

    private static async Task<(int ExitCode, string Output)> MSBuild(params string[] arguments)
    {
        var project = Path.Combine(Repository.Root, "cluster", "Aread.Host", "Aread.Host.csproj");
        var start = new ProcessStartInfo("dotnet", ["msbuild", project, "-nologo", "-nodeReuse:false", .. arguments]) { RedirectStandardOutput = true };
        foreach (var name in start.Environment.Keys.Where(name => name.StartsWith("MSBUILD", StringComparison.OrdinalIgnoreCase)).ToArray()) start.Environment.Remove(name);
        using var process = Process.Start(start)!;
        var output = await process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        return (process.ExitCode, output);
    }
}
