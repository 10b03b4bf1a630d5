using System.Runtime.InteropServices;

namespace Aread.Tensors;

/// <summary>The native files of libtorch: where they are, that they are of one version, and which of them this process maps.</summary>
internal static class TorchLibraries
{
    /// <summary>Versions of libtorch: the one that TorchSharp's native library is built for, and one that has all its symbols too and passed the tests of formulas (on an NVIDIA H200).</summary>
    private static readonly Version[] Accepted = [new(2, 10), new(2, 11)];

    /// <summary><see cref="Accepted"/>, as messages name them.</summary>
    public static readonly string AcceptedVersions = string.Join(" or ", Accepted.Select(version => version.ToString()));

    private static readonly (string Name, bool Optional)[] LoadOrder = [("c10", false), ("c10_cuda", true), ("torch_cpu", false), ("torch_cuda", true), ("torch", false)];
    private static readonly string[] MappedNames = ["libtorch", "libc10", "libLibTorchSharp"];

    /// <summary>Full paths of libtorch's files in a directory, in the order they are to be loaded.</summary>
    /// <exception cref="AreadException">It is no directory, or files are missing.</exception>
    public static IReadOnlyList<string> Find(string directory)
    {
        if (!Directory.Exists(directory))
            throw new AreadException($"Torch:LibraryPath is '{directory}', which is not a directory. Name the one that holds {FileName("torch_cpu")}, for example PyTorch's torch/lib.");
        var found = new List<string>();
        foreach (var (name, optional) in LoadOrder)
        {
            var file = Path.GetFullPath(Path.Combine(directory, FileName(name)));
            if (File.Exists(file)) found.Add(file);
            else if (!optional)
                throw new AreadException($"Torch:LibraryPath is '{directory}', but there is no {FileName(name)} in it. Name the directory of libtorch {AcceptedVersions} itself, for example PyTorch's torch/lib.");
        }
        return found;
    }

    /// <summary>The libtorch that was copied beside the program by the build, or null (<c>-p:TorchBackend=none</c>).</summary>
    public static string? FindPackaged()
    {
        var searched = ((string?)AppContext.GetData("NATIVE_DLL_SEARCH_DIRECTORIES") ?? "").Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries);
        return searched
            .Concat([AppContext.BaseDirectory, Path.Combine(AppContext.BaseDirectory, "runtimes", RuntimeInformation.RuntimeIdentifier, "native")])
            .Select(directory => Path.Combine(directory, FileName("torch_cpu")))
            .FirstOrDefault(File.Exists);
    }

    /// <summary>Loads files by absolute path, so that TorchSharp's library finds them in the process and looks nowhere else.</summary>
    /// <exception cref="AreadException">A file does not load, or is of another version.</exception>
    public static void Load(IReadOnlyList<string> files)
    {
        foreach (var file in files)
        {
            try
            {
                var library = NativeLibrary.Load(file);
                if (VersionOf(library) is { } version && !Accepted.Contains(version))
                    throw new AreadException($"{file} is libtorch {version}; TorchSharp needs libtorch {AcceptedVersions}. Let Torch:LibraryPath name an installation of one of them.");
            }
            catch (Exception error) when (error is DllNotFoundException or BadImageFormatException)
            {
                throw new AreadException($"{file} cannot be loaded: {error.Message}", error);
            }
        }
    }

    /// <summary>Full paths of libtorch's files in this process; empty where the system does not tell (it does on Linux).</summary>
    public static IReadOnlyList<string> Mapped()
    {
        const string maps = "/proc/self/maps";
        if (!File.Exists(maps)) return [];
        return [.. File.ReadLines(maps)
            .Where(line => line.Contains('/'))
            .Select(line => line[line.IndexOf('/')..])
            .Where(path => MappedNames.Any(name => Path.GetFileName(path).StartsWith(name, StringComparison.Ordinal)))
            .Distinct()
            .Order(StringComparer.Ordinal)];
    }

    /// <summary>The version that a loaded file tells (torch_cpu does), or null.</summary>
    private static unsafe Version? VersionOf(nint library)
    {
        if (!NativeLibrary.TryGetExport(library, "aoti_torch_abi_version", out var export)) return null;
        var abi = ((delegate* unmanaged<ulong>)export)();
        return new Version((int)(abi >> 56), (int)(abi >> 48 & 0xFF));
    }

    private static string FileName(string name) =>
        OperatingSystem.IsWindows() ? $"{name}.dll" : OperatingSystem.IsMacOS() ? $"lib{name}.dylib" : $"lib{name}.so";
}
