using System.Security.Cryptography;
using System.Text;

namespace Aread.Host.Web;

/// <summary>The tokens that open the API. They are kept as hashes alone.</summary>
internal sealed class AccessTokens
{
    private const int Shortest = 16;
    private const string LineForm = $"Write a line for each: {AccessRole.Scrape}, {AccessRole.Read} or {AccessRole.Operate}, the holder's name, the token.";

    private readonly List<(byte[] Hash, Caller Caller)> _known = [];

    private AccessTokens()
    {
    }

    public bool IsEmpty => _known.Count == 0;

    /// <exception cref="AreadException">The file cannot be understood, or a token is too short. The message tells no token.</exception>
    public static AccessTokens Load(WebOptions options)
    {
        var tokens = new AccessTokens();
        tokens.Add(options.ScrapeToken, new Caller(AccessRole.Scrape, AccessRole.Scrape), $"{WebOptions.Section}:{nameof(WebOptions.ScrapeToken)}");
        tokens.Add(options.ReadToken, new Caller(AccessRole.Read, AccessRole.Read), $"{WebOptions.Section}:{nameof(WebOptions.ReadToken)}");
        tokens.Add(options.OperateToken, new Caller(AccessRole.Operate, AccessRole.Operate), $"{WebOptions.Section}:{nameof(WebOptions.OperateToken)}");
        if (options.TokenFile is not { } file) return tokens;
        if (!File.Exists(file)) throw new AreadException($"{Path.GetFullPath(file)}: there is no such file. {WebOptions.Section}:{nameof(WebOptions.TokenFile)} names the file of the tokens.");
        var before = tokens._known.Count;
        foreach (var (number, line) in File.ReadLines(file).Index()) tokens.AddLine(line, $"{file}, line {number + 1}");
        if (tokens._known.Count == before) throw new AreadException($"{file}: there is no token in it. {LineForm}");
        return tokens;
    }

    /// <summary>Takes as long for every token, whether it is known or not.</summary>
    public Caller? Find(string token)
    {
        var hash = SHA256.HashData(Encoding.UTF8.GetBytes(token));
        Caller? found = null;
        foreach (var (known, caller) in _known)
            if (CryptographicOperations.FixedTimeEquals(known, hash)) found = caller;
        return found;
    }

    private void AddLine(string line, string origin)
    {
        if (string.IsNullOrWhiteSpace(line) || line.TrimStart().StartsWith('#')) return;
        if (line.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries) is not [(AccessRole.Scrape or AccessRole.Read or AccessRole.Operate) and var role, var holder, var token])
            throw new AreadException($"{origin}: this is no token. {LineForm}");
        Add(token, new Caller(holder, role), origin);
    }

    private void Add(string? token, Caller caller, string origin)
    {
        if (string.IsNullOrEmpty(token)) return;
        if (token.Length < Shortest) throw new AreadException($"{origin}: a token must have {Shortest} characters or more. Make one with 'openssl rand -hex 32'.");
        _known.Add((SHA256.HashData(Encoding.UTF8.GetBytes(token)), caller));
    }
}
