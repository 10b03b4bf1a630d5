using System.Security.Cryptography;
using Microsoft.AspNetCore.DataProtection;

namespace Aread.Host.Dashboard;

/// <summary>Why a run could not be stopped or gone on with, on its way through a page's address: sealed, so that a link cannot put words into this server's mouth.</summary>
internal sealed class RunRefusals(IDataProtectionProvider protection)
{
    public string Seal(string run, string reason) => For(run).Protect(reason);

    /// <returns>Null if it was not sealed here, and for this run.</returns>
    public string? Open(string run, string? seal)
    {
        if (seal is null) return null;
        try
        {
            return For(run).Unprotect(seal);
        }
        catch (CryptographicException)
        {
            return null;
        }
    }

    private IDataProtector For(string run) => protection.CreateProtector(nameof(RunRefusals), run);
}
