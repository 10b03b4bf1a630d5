using Microsoft.Extensions.Logging;
using Microsoft.IdentityModel.Protocols;
using Microsoft.IdentityModel.Protocols.OpenIdConnect;

namespace Aread.Host.Web;

/// <summary>
/// What the issuer tells of itself, its keys above all. Until it has told it once, it is asked by one caller at a time and for a bounded while, and a failure is the
/// answer to others meanwhile and for some time after: whoever brings a token, a false one too, holds no connection until a silent issuer answers.
/// </summary>
internal sealed partial class IssuerConfiguration : ConfigurationManager<OpenIdConnectConfiguration>, IDisposable
{
    /// <summary>For how long an answer is waited for, and a failure remembered.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    private const string Document = "/.well-known/openid-configuration";
    private const int LongestDocument = 10 << 20;

    private readonly HttpClient _client;
    private readonly string _issuer;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;
    private readonly Lock _gate = new();
    private Task<OpenIdConnectConfiguration>? _asking;
    private volatile AreadException? _fault;
    private DateTimeOffset _faultEnd;

    public IssuerConfiguration(string issuer, TimeProvider time, ILogger<IssuerConfiguration> logger)
        : this(issuer, new HttpClient { Timeout = Patience, MaxResponseContentBufferSize = LongestDocument }, time, logger)
    {
    }

    private IssuerConfiguration(string issuer, HttpClient client, TimeProvider time, ILogger logger)
        : base($"{issuer.TrimEnd('/')}{Document}", new OpenIdConnectConfigurationRetriever(), new HttpDocumentRetriever(client) { RequireHttps = !new Uri(issuer).IsLoopback }) =>
        (_issuer, _client, _time, _logger) = (issuer, client, time, logger);

    /// <exception cref="AreadException">The issuer does not answer, or not as one does.</exception>
    public override Task<OpenIdConnectConfiguration> GetConfigurationAsync(CancellationToken cancel)
    {
        lock (_gate)
        {
            var isAsking = _asking is { IsCompleted: false };
            if (_fault is { } fault && (isAsking || _time.GetUtcNow() < _faultEnd)) return Task.FromException<OpenIdConnectConfiguration>(fault);
            if (!isAsking) _asking = AskAsync();
            return _asking!.WaitAsync(cancel);
        }
    }

    /// <summary>Whoever brings a token that fits no key asks for it.</summary>
    public override void RequestRefresh()
    {
        if (_fault is null) base.RequestRefresh();
    }

    public void Dispose() => _client.Dispose();

    private async Task<OpenIdConnectConfiguration> AskAsync()
    {
        try
        {
            // The library hands no cancellation on to its requests, and it makes two of them.
            var configuration = await base.GetConfigurationAsync(CancellationToken.None).WaitAsync(Patience, _time);
            _fault = null;
            return configuration;
        }
        catch (Exception fault)
        {
            var reason = fault is TimeoutException || fault.GetBaseException() is OperationCanceledException ? $"no answer within {Patience.TotalSeconds} seconds" : fault.GetBaseException().Message;
            _faultEnd = _time.GetUtcNow() + Patience;
            _fault = new AreadException($"The issuer {_issuer} cannot be asked: {reason}", fault);
            LogFault(_issuer, reason);
            throw _fault;
        }
    }

    [LoggerMessage(LogLevel.Warning, "The issuer {Issuer} cannot be asked, and nobody is let in by its word until it can: {Reason}")]
    private partial void LogFault(string issuer, string reason);
}
