using Aread.Host.Web;
using Microsoft.AspNetCore.Http;

namespace Aread.Host.Api;

/// <summary>Who may export now: an export holds its whole embedding table in memory until the last byte is sent.</summary>
internal sealed class ExportTurns
{
    public const int Most = 2;

    private int _taken;

    /// <returns>To be disposed at the end.</returns>
    /// <exception cref="ApiException">All turns are taken.</exception>
    public IDisposable Take()
    {
        if (Interlocked.Increment(ref _taken) <= Most) return new Turn(this);
        Interlocked.Decrement(ref _taken);
        throw new ApiException(StatusCodes.Status429TooManyRequests, $"{Most} models are being exported. Wait until one is done.");
    }

    private sealed class Turn(ExportTurns turns) : IDisposable
    {
        private int _isOver;

        public void Dispose()
        {
            if (Interlocked.Exchange(ref _isOver, 1) == 0) Interlocked.Decrement(ref turns._taken);
        }
    }
}
