#nullable enable
using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Security.Cryptography;
using System.Text;

namespace Aread.Eng;

/// <summary>
/// Lets TorchSharp's native library load where the system's libstdc++ is older than GCC 13.2. Of that version (GLIBCXX_3.4.32) it
/// uses one function, std::ios_base_library_init, which does nothing: an older libstdc++ initialises its streams without being asked.
/// In a copy of the library the version becomes optional (weak) and the symbol becomes another name for ceil, which is imported anyway.
/// The copy loads with a newer libstdc++ too.
/// </summary>
/// <remarks>
/// Linux Standard Base, "Symbol Versioning" (Verneed, Vernaux, VER_FLG_WEAK); System V ABI, "Symbol Table".
/// Compiled twice: by the build for netstandard2.0 (Torch.targets) and into the tests.
/// </remarks>
public static class LibstdcxxCompatibility
{
    /// <summary>The version of libstdc++ that the published library asks for.</summary>
    public const string RequiredVersion = "GLIBCXX_3.4.32";

    /// <summary>SHA-256 of runtimes/linux-x64/native/libLibTorchSharp.so as published in TorchSharp 0.107.0.</summary>
    public const string PublishedSha256 = "cf33b1b0bb6bbb9754a768fb5c5d04d9f498603be50e73f55621a0b40ee608b8";

    /// <summary>SHA-256 of what <see cref="Mend"/> makes of it.</summary>
    public const string MendedSha256 = "7cfc162bcaa6e4cf74e0059521ba69c91556ba9e9afcf11c0a080cbfe74176e7";

    private const string StreamsSymbol = "_ZSt21ios_base_library_initv";
    private const string HarmlessSymbol = "ceil";
    private const uint DynamicSymbols = 11, VersionNeeds = 0x6ffffffe, VersionIndices = 0x6fffffff;
    private const ushort Weak = 2;

    /// <summary>Writes the mended form of <paramref name="source"/> to <paramref name="destination"/>: a new file, put in place by one rename.</summary>
    /// <returns>Whether it wrote; false if the destination already is the mended file.</returns>
    /// <exception cref="InvalidDataException">The source is neither the published library nor the mended one.</exception>
    public static bool Mend(string source, string destination)
    {
        if (File.Exists(destination) && Sha256(File.ReadAllBytes(destination)) == MendedSha256)
            return false;
        var bytes = File.ReadAllBytes(source);
        var found = Sha256(bytes);
        if (found != MendedSha256)
        {
            if (found != PublishedSha256)
                throw new InvalidDataException($"{source} is not the library published in TorchSharp 0.107.0 (SHA-256 {found}, expected {PublishedSha256}), so it is left alone. "
                    + "If the file is damaged, restore the package again; if TorchSharp was upgraded, adapt eng/LibstdcxxCompatibility.cs or build with -p:TorchMend=never.");
            Rewrite(bytes);
            found = Sha256(bytes);
            if (found != MendedSha256)
                throw new InvalidDataException($"Mending {source} gave SHA-256 {found}, expected {MendedSha256}: eng/LibstdcxxCompatibility.cs has an error.");
        }
        Replace(destination, bytes);
        return true;
    }

    /// <summary>The libstdc++ that programs on this machine load, or null: the one mapped into this process, else by the loader's cache and its default folders.</summary>
    public static string? FindSystemLibrary()
    {
        const string name = "/libstdc++.so.6";
        var mapped = Text("/proc/self/maps").Split('\n').Where(line => line.Contains(name)).Select(line => line.Substring(line.IndexOf('/')));
        var cached = Text("/etc/ld.so.cache").Split('\0').Where(entry => entry.EndsWith(name, StringComparison.Ordinal) && entry[0] == '/');
        var usual = new[] { "/lib/x86_64-linux-gnu", "/usr/lib/x86_64-linux-gnu", "/lib64", "/usr/lib64", "/lib", "/usr/lib" }.Select(folder => folder + name);
        return mapped.Concat(cached).Concat(usual).FirstOrDefault(IsX64Library);
    }

    /// <summary>Whether a libstdc++ offers <see cref="RequiredVersion"/>.</summary>
    public static bool OffersRequiredVersion(string libstdcxx) => Text(libstdcxx).Contains('\0' + RequiredVersion + '\0');

    /// <summary>Lower-case hexadecimal SHA-256.</summary>
    public static string Sha256(byte[] bytes)
    {
        using var sha = SHA256.Create();
        return string.Concat(sha.ComputeHash(bytes).Select(b => b.ToString("x2")));
    }

    private static void Rewrite(byte[] elf)
    {
        var symbols = Section(elf, DynamicSymbols);
        var names = SectionAt(elf, symbols.Link);
        int Symbol(string name) => Enumerable.Range(0, symbols.Size / 24).First(i => Name(elf, names, symbols.Offset + 24 * i) == name);
        int streams = Symbol(StreamsSymbol), harmless = Symbol(HarmlessSymbol);
        Array.Copy(elf, symbols.Offset + 24 * harmless, elf, symbols.Offset + 24 * streams, sizeof(uint));
        var versions = Section(elf, VersionIndices).Offset;
        Array.Copy(elf, versions + 2 * harmless, elf, versions + 2 * streams, sizeof(ushort));
        var flags = VersionEntries(elf).First(entry => Name(elf, names, entry + 8) == RequiredVersion) + 4;
        elf[flags] |= (byte)Weak;
    }

    /// <summary>Offsets of all Vernaux entries: hash (4 bytes), flags (2), version index (2), name (4), distance to the next (4).</summary>
    private static IEnumerable<int> VersionEntries(byte[] elf)
    {
        for (int need = Section(elf, VersionNeeds).Offset, step = 1; step != 0; need += step)
        {
            for (int entry = need + Int32(elf, need + 8), next = 1; next != 0; entry += next)
            {
                yield return entry;
                next = Int32(elf, entry + 12);
            }
            step = Int32(elf, need + 12);
        }
    }

    private static (int Offset, int Size, int Link) Section(byte[] elf, uint type) =>
        SectionAt(elf, Enumerable.Range(0, BitConverter.ToUInt16(elf, 60)).First(i => (uint)Int32(elf, Int32(elf, 40) + 64 * i + 4) == type));

    private static (int Offset, int Size, int Link) SectionAt(byte[] elf, int index)
    {
        var header = Int32(elf, 40) + 64 * index;
        return (Int32(elf, header + 24), Int32(elf, header + 32), Int32(elf, header + 40));
    }

    private static string Name(byte[] elf, (int Offset, int Size, int Link) names, int at)
    {
        var start = names.Offset + Int32(elf, at);
        return Encoding.ASCII.GetString(elf, start, Array.IndexOf(elf, (byte)0, start) - start);
    }

    private static int Int32(byte[] elf, int at) => BitConverter.ToInt32(elf, at);

    private static void Replace(string destination, byte[] bytes)
    {
        var folder = Path.GetDirectoryName(Path.GetFullPath(destination))!;
        Directory.CreateDirectory(folder);
        var temporary = Path.Combine(folder, Path.GetRandomFileName());
        try
        {
            File.WriteAllBytes(temporary, bytes);
            if (File.Exists(destination))
                File.Replace(temporary, destination, null);
            else
                File.Move(temporary, destination);
        }
        finally
        {
            File.Delete(temporary);
        }
    }

    private static bool IsX64Library(string path)
    {
        if (!File.Exists(path))
            return false;
        var header = new byte[20];
        using var file = File.OpenRead(path);
        return file.Read(header, 0, 20) == 20 && Int32(header, 0) == 0x464c457f && header[4] == 2 && header[18] == 62;
    }

    private static string Text(string path) => File.Exists(path) ? Encoding.GetEncoding("ISO-8859-1").GetString(File.ReadAllBytes(path)) : "";
}

#if !AREAD_TESTS
/// <summary>The build's step: mends where needed, and says so.</summary>
public sealed class MendTorchSharp : Microsoft.Build.Utilities.Task
{
    /// <summary>The library in the package folder; never changed.</summary>
    [Microsoft.Build.Framework.Required]
    public string Source { get; set; } = "";

    /// <summary>Where the mended copy goes.</summary>
    [Microsoft.Build.Framework.Required]
    public string Destination { get; set; } = "";

    /// <summary>auto: where the system's libstdc++ is too old, or cannot be found; always: in any case.</summary>
    public string Mode { get; set; } = "auto";

    /// <summary>Whether the copy is to be used instead of the source.</summary>
    [Microsoft.Build.Framework.Output]
    public bool Mended { get; set; }

    /// <inheritdoc/>
    public override bool Execute()
    {
        try
        {
            var system = LibstdcxxCompatibility.FindSystemLibrary();
            if (Mode != "always" && system != null && LibstdcxxCompatibility.OffersRequiredVersion(system))
                return true;
            Mended = true;
            var why = Mode == "always" ? "TorchMend=always." : system == null ? "no libstdc++ was found; the mended library loads with any."
                : $"{system} lacks {LibstdcxxCompatibility.RequiredVersion}.";
            if (LibstdcxxCompatibility.Mend(Source, Destination))
                Log.LogMessage(Microsoft.Build.Framework.MessageImportance.High, $"{Destination}: mended to load here, {why}");
        }
        catch (Exception error) when (error is IOException or InvalidDataException or UnauthorizedAccessException)
        {
            Log.LogError(error.Message);
        }
        return !Log.HasLoggedErrors;
    }
}
#endif
