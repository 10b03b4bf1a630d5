using System.ComponentModel.DataAnnotations;
using System.Net;

namespace Aread.Host.Web;

/// <summary>What is served over HTTP, and to whom. No part of a run: it may hold tokens.</summary>
internal sealed record WebOptions : IValidatableObject
{
    /// <summary>The section of the configuration.</summary>
    public const string Section = "Web";

    /// <summary>Where a dashboard is served if nobody says otherwise.</summary>
    public const string DashboardAddress = "127.0.0.1:8080";

    private const string AddressForm = $"must be an address and a port, such as {DashboardAddress}, localhost:8080 or 0.0.0.0:8080.";

    private const string OpenIdScope = "openid";

    private const string ProxyForm = "must be addresses or networks with commas between them, such as 10.0.0.7, 10.42.0.0/16.";

    /// <summary>Address and port to listen on; null = nothing is served.</summary>
    public string? Address { get; init; }

    /// <summary>Lets everybody do everything on an address that other machines reach, if there is no token and no authority.</summary>
    public bool AllowOpen { get; init; }

    /// <summary>Addresses and networks of proxies whose word is taken for a client's address, scheme and host, with commas between them.</summary>
    public string? Proxies { get; init; }

    /// <summary>What runs are named in.</summary>
    [Required(AllowEmptyStrings = false)]
    public string RunsDirectory { get; init; } = "runs";

    /// <summary>What data sets are named in.</summary>
    [Required(AllowEmptyStrings = false)]
    public string DataDirectory { get; init; } = "data";

    /// <summary>A file of tokens, a line each: role, holder, token.</summary>
    public string? TokenFile { get; init; }

    /// <summary>A token that opens <c>/metrics</c> alone.</summary>
    [Secret]
    public string? ScrapeToken { get; init; }

    /// <summary>A token for those who only look.</summary>
    [Secret]
    public string? ReadToken { get; init; }

    /// <summary>A token for those who also change something.</summary>
    [Secret]
    public string? OperateToken { get; init; }

    /// <summary>Issuer of OpenID Connect whose access tokens are taken, too.</summary>
    public string? Authority { get; init; }

    /// <summary>For whom the issuer makes them.</summary>
    [Required(AllowEmptyStrings = false)]
    public string Audience { get; init; } = "aread";

    /// <summary>The claim that holds <c>scrape</c>, <c>read</c> or <c>operate</c>.</summary>
    [Required(AllowEmptyStrings = false)]
    public string RoleClaim { get; init; } = "roles";

    /// <summary>What this server is called at the issuer; null = browsers cannot log in there.</summary>
    public string? ClientId { get; init; }

    /// <summary>By which the issuer knows it for this server; without one, PKCE alone (RFC 7636).</summary>
    [Secret]
    public string? ClientSecret { get; init; }

    /// <summary>What the issuer is asked for at a login, with spaces between.</summary>
    [Required(AllowEmptyStrings = false)]
    public string Scopes { get; init; } = OpenIdScope;

    [Range(1024, 1 << 30)]
    public int MaximumBodyBytes { get; init; } = 64 << 10;

    [Range(1, 100_000)]
    public int MaximumConnections { get; init; } = 256;

    /// <summary>Of one address, on average; four times as many at once.</summary>
    [Range(1, 100_000)]
    public int RequestsPerSecond { get; init; } = 50;

    /// <summary>How long a client may take for the head of a request, and how long its body may stand still; a connection may say nothing for twice as long.</summary>
    [Range(2, 600)]
    public int SlowClientSeconds { get; init; } = 10;

    /// <summary>Between two looks of <c>aread serve --run</c> for a better checkpoint of the run; 0: it does not look.</summary>
    [Range(0, 86_400)]
    public int ReloadSeconds { get; init; } = 10;

    /// <summary>A record prints its values; this one must not print its tokens.</summary>
    public override string ToString() => $"HTTP on {Address ?? "no address"}";

    /// <summary>What <see cref="Proxies"/> says; an address is a network of its own.</summary>
    public IReadOnlyList<IPNetwork> ProxyNetworks() => TryNetworks(Proxies, out var networks) ? networks : throw new AreadException($"{Section}:{nameof(Proxies)} = {Proxies}: {ProxyForm}");

    public IReadOnlyList<string> ScopeList() => Scopes.Split(' ', StringSplitOptions.RemoveEmptyEntries);

    /// <exception cref="AreadException">There is no address, or it is none.</exception>
    public IPEndPoint Endpoint() => TryEndpoint(Address, out var endpoint)
        ? endpoint
        : throw new AreadException($"{Section}:{nameof(Address)} = {Address ?? "nothing"}: {AddressForm}");

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (Address is not null && !TryEndpoint(Address, out _)) yield return new ValidationResult(AddressForm, [nameof(Address)]);
        if (!TryNetworks(Proxies, out _)) yield return new ValidationResult(ProxyForm, [nameof(Proxies)]);
        if (Authority is not null && !IsIssuer(Authority))
            yield return new ValidationResult("must be an address that begins with https://; http:// will do on this machine alone.", [nameof(Authority)]);
        if (ClientId is not null && Authority is null)
            yield return new ValidationResult($"needs an issuer where browsers log in: name it by {Section}:{nameof(Authority)}.", [nameof(ClientId)]);
        if (ClientSecret is not null && ClientId is null)
            yield return new ValidationResult($"belongs to a client: name it by {Section}:{nameof(ClientId)}.", [nameof(ClientSecret)]);
        if (!ScopeList().Contains(OpenIdScope))
            yield return new ValidationResult($"must hold {OpenIdScope}, since no identity comes without it.", [nameof(Scopes)]);
    }

    private static bool TryEndpoint(string? text, out IPEndPoint endpoint)
    {
        var address = (text ?? "").Replace("localhost:", "127.0.0.1:", StringComparison.OrdinalIgnoreCase);
        return IPEndPoint.TryParse(address, out endpoint!) && endpoint.Port > 0;
    }

    private static bool TryNetworks(string? text, out IReadOnlyList<IPNetwork> networks)
    {
        var named = new List<IPNetwork>();
        networks = named;
        foreach (var part in (text ?? "").Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
            if (IPAddress.TryParse(part, out var address)) named.Add(new IPNetwork(address, address.GetAddressBytes().Length * 8));
            else if (IPNetwork.TryParse(part, out var network)) named.Add(network);
            else return false;
        return true;
    }

    private static bool IsIssuer(string text) =>
        Uri.TryCreate(text, UriKind.Absolute, out var issuer) && (issuer.Scheme == Uri.UriSchemeHttps || (issuer.Scheme == Uri.UriSchemeHttp && issuer.IsLoopback));
}
