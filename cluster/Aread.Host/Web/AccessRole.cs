namespace Aread.Host.Web;

/// <summary>What a caller may do.</summary>
internal static class AccessRole
{
    /// <summary>Read <see cref="Telemetry.MetricsEndpoint"/>, and nothing else.</summary>
    public const string Scrape = "scrape";

    /// <summary>Look at everything.</summary>
    public const string Read = "read";

    /// <summary>Look at everything, begin, stop and go on with runs, and take their models away.</summary>
    public const string Operate = "operate";
}
