using System.Runtime.InteropServices;
using TorchSharp;
using static TorchSharp.torch;

namespace Aread.Tensors;

/// <summary>Loads libtorch into the process: the packaged one, or an installed one named by <c>Torch:LibraryPath</c>.</summary>
/// <remarks>
/// TorchSharp by itself loads what it finds, mixes two sets of files without a word, falls back to CPU silently, and names the wrong
/// library when it fails. Here each of these ends with what to do about it.
/// </remarks>
public static class TorchRuntime
{
    private static readonly Lock Gate = new();
    private static TorchOptions? _loaded;

    /// <summary>To be called before anything else touches torch; again is allowed, with the same library path.</summary>
    /// <returns>The device to compute on.</returns>
    /// <exception cref="AreadException">The options cannot be met on this machine or with this build.</exception>
    public static Device Load(TorchOptions options)
    {
        var device = TorchDevice.Parse(options.Device);
        lock (Gate)
        {
            if (_loaded is null) LoadLibraries(options.LibraryPath);
            else if (_loaded.LibraryPath != options.LibraryPath)
                throw new InvalidOperationException($"libtorch was loaded with Torch:LibraryPath '{_loaded.LibraryPath}' and cannot be changed to '{options.LibraryPath}' in one process.");
            if (device.Type == DeviceType.CUDA) RequireCuda(device, options);
            _loaded = options;
        }
        return device.ToDevice();
    }

    /// <summary>One line: the libtorch files that this process maps, by directory.</summary>
    public static string Describe()
    {
        var mapped = TorchLibraries.Mapped();
        var files = mapped.Count == 0
            ? "mapped files unknown on this system"
            : string.Join("; ", mapped.GroupBy(Path.GetDirectoryName).Select(group => $"{group.Key}: {string.Join(", ", group.Select(Path.GetFileName))}"));
        return $"libtorch {__version__}, {files}";
    }

    private static void LoadLibraries(string? directory)
    {
        if (directory is not null)
        {
            if (TorchLibraries.FindPackaged() is { } packaged)
                throw new AreadException($"Torch:LibraryPath is '{directory}', but this build carries its own libtorch ({packaged}), and two in one process break each other. "
                    + "Build with -p:TorchBackend=none, or leave Torch:LibraryPath empty.");
            TorchLibraries.Load(TorchLibraries.Find(directory));
        }
        try
        {
            NativeLibrary.Load("LibTorchSharp", typeof(torch).Assembly, null);
        }
        catch (Exception error) when (error is DllNotFoundException or BadImageFormatException)
        {
            throw new AreadException(directory is null && TorchLibraries.FindPackaged() is null
                ? $"This build carries no libtorch (-p:TorchBackend=none). Set Torch:LibraryPath to the directory of an installed libtorch {TorchLibraries.AcceptedVersions}, for example PyTorch's torch/lib."
                : $"TorchSharp's native library cannot be loaded: {error.Message}", error);
        }
        InitializeDeviceType(DeviceType.CPU);
        if (directory is not null) RequireOneSet(Path.GetFullPath(directory));
    }

    private static void RequireOneSet(string directory)
    {
        var strangers = TorchLibraries.Mapped().Where(path => Path.GetFileName(path).StartsWith("libtorch_cpu", StringComparison.Ordinal))
            .Where(path => !SameDirectory(Path.GetDirectoryName(path)!, directory)).ToArray();
        if (strangers.Length > 0)
            throw new AreadException($"Torch:LibraryPath is '{directory}', but the process also maps {string.Join(", ", strangers)}. Remove it from the library search path (LD_LIBRARY_PATH).");
    }

    private static bool SameDirectory(string a, string b) => Resolved(a) == Resolved(b);

    private static string Resolved(string directory) => Path.TrimEndingDirectorySeparator(
        Directory.ResolveLinkTarget(directory, returnFinalTarget: true)?.FullName ?? directory);

    private static void RequireCuda(TorchDevice device, TorchOptions options)
    {
        if (!TryInitializeDeviceType(DeviceType.CUDA) || !cuda.is_available())
            throw new AreadException($"Torch:Device is '{options.Device}', but libtorch finds no usable CUDA device ({Describe()}). Use Torch:Device=cpu; or build with -p:TorchBackend=cuda; "
                + "or build with -p:TorchBackend=none and let Torch:LibraryPath name a libtorch with CUDA, such as PyTorch's torch/lib. The machine needs an NVIDIA driver.");
        if (device.Index >= cuda.device_count())
            throw new AreadException($"Torch:Device is '{options.Device}', but this machine has {cuda.device_count()} CUDA device(s), counted from 0. Use a number below that.");
    }
}
