using System.Security.Cryptography;
using System.Text;

namespace Aread.Host.Web;

/// <summary>The tokens that open the API: those of the options, and those of a file, as it is now. They are kept as hashes alone.</summary>
internal sealed class AccessTokens
{
    private const int Shortest = 16;
    private const string LineForm = $"Write a line for each: {AccessRole.Scrape}, {AccessRole.Read} or {AccessRole.Operate}, the holder's name, the token.";

    private readonly IReadOnlyList<KnownToken> _fixed;
    private readonly string? _file;
    private volatile IReadOnlyList<KnownToken> _known;
    private byte[] _seen = [];

    private AccessTokens(IReadOnlyList<KnownToken> known, string? file) => (_fixed, _known, _file) = (known, known, file);

    public bool IsEmpty => _known.Count == 0;

    /// <exception cref="AreadException">The file cannot be read or understood, or a token is too short. The message tells no token.</exception>
    public static AccessTokens Load(WebOptions options)
    {
        var known = new List<KnownToken>();
        Add(known, options.ScrapeToken, new Caller(AccessRole.Scrape, AccessRole.Scrape), $"{WebOptions.Section}:{nameof(WebOptions.ScrapeToken)}");
        Add(known, options.ReadToken, new Caller(AccessRole.Read, AccessRole.Read), $"{WebOptions.Section}:{nameof(WebOptions.ReadToken)}");
        Add(known, options.OperateToken, new Caller(AccessRole.Operate, AccessRole.Operate), $"{WebOptions.Section}:{nameof(WebOptions.OperateToken)}");
        var tokens = new AccessTokens(known, options.TokenFile);
        tokens.Reread();
        return tokens;
    }

    /// <summary>Reads the file again. For one caller at a time.</summary>
    /// <returns>Whether it has changed.</returns>
    /// <exception cref="AreadException">It cannot be used: the tokens stay those that it had. The message tells no token.</exception>
    public bool Reread()
    {
        if (_file is null) return false;
        var content = ReadFile(_file);
        var hash = SHA256.HashData(content);
        if (hash.AsSpan().SequenceEqual(_seen)) return false;
        var read = new List<KnownToken>();
        using var lines = new StreamReader(new MemoryStream(content), Encoding.UTF8);
        for (var number = 1; lines.ReadLine() is { } line; number++) AddLine(read, line, $"{_file}, line {number}");
        if (read.Count == 0) throw new AreadException($"{_file}: there is no token in it. {LineForm}");
        (_known, _seen) = ([.. _fixed, .. read], hash);
        return true;
    }

    /// <summary>Takes as long for every token, whether it is known or not.</summary>
    public KnownToken? Find(string token)
    {
        var hash = KnownToken.HashOf(token);
        KnownToken? found = null;
        foreach (var known in _known)
            if (CryptographicOperations.FixedTimeEquals(known.Hash, hash)) found = known;
        return found;
    }

    /// <param name="id"><see cref="KnownToken.Id"/> of one that was found before.</param>
    public bool Holds(string id) => _known.Any(known => known.Id == id);

    private static byte[] ReadFile(string file)
    {
        if (!File.Exists(file)) throw new AreadException($"{Path.GetFullPath(file)}: there is no such file. {WebOptions.Section}:{nameof(WebOptions.TokenFile)} names the file of the tokens.");
        try
        {
            return File.ReadAllBytes(file);
        }
        catch (Exception fault) when (StorageFault.Is(fault))
        {
            throw new AreadException($"{file}: it cannot be read: {fault.Message}", fault);
        }
    }

    private static void AddLine(List<KnownToken> known, string line, string origin)
    {
        if (string.IsNullOrWhiteSpace(line) || line.TrimStart().StartsWith('#')) return;
        if (line.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries) is not [(AccessRole.Scrape or AccessRole.Read or AccessRole.Operate) and var role, var holder, var token])
            throw new AreadException($"{origin}: this is no token. {LineForm}");
        Add(known, token, new Caller(holder, role), origin);
    }

    private static void Add(List<KnownToken> known, string? token, Caller caller, string origin)
    {
        if (string.IsNullOrEmpty(token)) return;
        if (token.Length < Shortest) throw new AreadException($"{origin}: a token must have {Shortest} characters or more. Make one with 'openssl rand -hex 32'.");
        known.Add(KnownToken.Of(token, caller));
    }
}
