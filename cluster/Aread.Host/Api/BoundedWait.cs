using Aread.Host.Web;
using Microsoft.AspNetCore.Http;

namespace Aread.Host.Api;

/// <summary>A request is answered after so long, even if what it asked for has not come to pass.</summary>
internal static class BoundedWait
{
    public const int LongestSeconds = 30;

    /// <exception cref="ApiException">It is too long.</exception>
    public static TimeSpan Of(int wait) => wait is >= 0 and <= LongestSeconds
        ? TimeSpan.FromSeconds(wait)
        : throw new ApiException(StatusCodes.Status400BadRequest, $"wait must be from 0 to {LongestSeconds}.");

    public static Task<bool> ForAsync(Func<CancellationToken, Task> work, CancellationToken cancellationToken) => ForAsync(work, TimeSpan.FromSeconds(LongestSeconds), cancellationToken);

    /// <returns>False if it was not done in time.</returns>
    public static async Task<bool> ForAsync(Func<CancellationToken, Task> work, TimeSpan longest, CancellationToken cancellationToken)
    {
        using var waiting = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        waiting.CancelAfter(longest);
        try
        {
            await work(waiting.Token);
            return true;
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return false;
        }
    }
}
