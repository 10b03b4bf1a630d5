using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Aread.Host.Web;

/// <summary>
/// Takes up the file of tokens when it changes. It is read anew each time, and not waited for: where a secret is mounted, the name is a link to a
/// link that is put in another's place, of which a watch on the file would hear nothing.
/// </summary>
internal sealed partial class TokenFileWatch(AccessTokens tokens, ILogger<TokenFileWatch> logger) : BackgroundService
{
    private static readonly TimeSpan Pace = TimeSpan.FromSeconds(2);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Pace);
        string? told = null;
        try
        {
            while (await timer.WaitForNextTickAsync(stoppingToken)) told = Look(told);
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
        }
    }

    /// <param name="told">What is wrong with the file and has been said already.</param>
    private string? Look(string? told)
    {
        try
        {
            if (tokens.Reread()) LogChange();
            return null;
        }
        catch (AreadException fault)
        {
            if (fault.Message != told) LogFault(fault.Message);
            return fault.Message;
        }
    }

    [LoggerMessage(LogLevel.Information, "The file of tokens has changed: its tokens are the ones that open now")]
    private partial void LogChange();

    [LoggerMessage(LogLevel.Error, "The file of tokens has changed and cannot be used, so the former tokens still open: {Reason}")]
    private partial void LogFault(string reason);
}
