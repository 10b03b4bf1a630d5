using Aread.Tensors;
using TorchSharp;

namespace Aread.Tests.Tensors;

public sealed class TorchRuntimeTests : IDisposable
{
    private readonly TorchProbe _probe = new();

    public void Dispose() => _probe.Dispose();

    [Fact]
    public void The_packaged_libtorch_is_loaded_and_described()
    {
        Assert.Equal(DeviceType.CPU, TorchRuntime.Load(new TorchOptions()).type);
        Assert.Contains($"{TorchProbe.Packaged}: ", TorchRuntime.Describe(), StringComparison.Ordinal);
        Assert.Contains("libtorch_cpu.so", TorchRuntime.Describe(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_loaded_libtorch_cannot_be_exchanged()
    {
        TorchRuntime.Load(new TorchOptions());
        Assert.Throws<InvalidOperationException>(() => TorchRuntime.Load(new TorchOptions { LibraryPath = "/elsewhere" }));
    }

    [Fact]
    public async Task An_installed_libtorch_is_used_from_its_directory()
    {
        var (exitCode, output) = await _probe.Run("cpu", TorchProbe.Packaged);
        Assert.Equal(0, exitCode);
        Assert.StartsWith("sum 5; ", output, StringComparison.Ordinal);
        Assert.Contains($"{TorchProbe.Packaged}: ", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_any_libtorch_the_message_names_the_option()
    {
        var (exitCode, output) = await _probe.Run("cpu");
        Assert.Equal(3, exitCode);
        Assert.Contains("Set Torch:LibraryPath", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_second_libtorch_beside_the_program_is_refused()
    {
        _probe.CarryLibtorch();
        var (exitCode, output) = await _probe.Run("cpu", TorchProbe.Packaged);
        Assert.Equal(3, exitCode);
        Assert.Contains("Build with -p:TorchBackend=none", output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/no/such/directory", "not a directory")]
    [InlineData("/", "there is no libc10.so")]
    public async Task A_directory_without_libtorch_is_refused(string directory, string reason)
    {
        var (exitCode, output) = await _probe.Run("cpu", directory);
        Assert.Equal(3, exitCode);
        Assert.Contains($"Torch:LibraryPath is '{directory}'", output, StringComparison.Ordinal);
        Assert.Contains(reason, output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_file_that_is_no_library_is_refused()
    {
        var folder = Directory.CreateTempSubdirectory("aread-").FullName;
        foreach (var name in new[] { "libc10.so", "libtorch_cpu.so", "libtorch.so" }) await File.WriteAllTextAsync(Path.Combine(folder, name), "no library", TestContext.Current.CancellationToken);
        var (exitCode, output) = await _probe.Run("cpu", folder);
        Directory.Delete(folder, recursive: true);
        Assert.Equal(3, exitCode);
        Assert.StartsWith($"{folder}/libc10.so cannot be loaded", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_device_that_is_not_there_is_refused_with_key_and_value()
    {
        _probe.CarryLibtorch();
        var (exitCode, output) = await _probe.Run("cuda:1000");
        Assert.Equal(3, exitCode);
        Assert.StartsWith("Torch:Device is 'cuda:1000'", output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("cpu", DeviceType.CPU, 0)]
    [InlineData("cuda", DeviceType.CUDA, 0)]
    [InlineData("cuda:3", DeviceType.CUDA, 3)]
    public void A_device_is_named_by_kind_and_number(string text, DeviceType type, int index) => Assert.Equal(new TorchDevice(type, index), TorchDevice.Parse(text));

    [Theory]
    [InlineData("")]
    [InlineData("gpu")]
    [InlineData("CPU")]
    [InlineData("cuda:")]
    [InlineData("cuda:-1")]
    [InlineData("cuda:x")]
    [InlineData("cpu:0")]
    public void Another_device_name_is_refused(string text)
    {
        var error = Assert.Throws<AreadException>(() => TorchDevice.Parse(text));
        Assert.Contains($"Torch:Device is '{text}'", error.Message, StringComparison.Ordinal);
        Assert.Contains("cuda:N", error.Message, StringComparison.Ordinal);
    }
}
