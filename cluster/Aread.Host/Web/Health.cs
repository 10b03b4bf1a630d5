namespace Aread.Host.Web;

/// <summary>What probes are told.</summary>
/// <param name="IsStarted">It has come so far that it could be ready.</param>
/// <param name="IsReady">It does its work now.</param>
internal sealed record Health(Func<bool> IsStarted, Func<bool> IsReady)
{
    /// <summary>Of a process that serves as soon as it listens.</summary>
    public static Health Serving { get; } = new(() => true, () => true);
}
