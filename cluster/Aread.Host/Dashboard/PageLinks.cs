namespace Aread.Host.Dashboard;

/// <summary>Addresses of pages. Names of domains may hold anything: they stand in the query.</summary>
internal static class PageLinks
{
    public const string NameField = "name", FaultField = "fault";

    public static string Run(string run) => $"/runs/{Uri.EscapeDataString(run)}";

    public static string Domains(string run) => $"{Run(run)}/domains";

    public static string Domain(string run, string domain) => $"{Run(run)}/domain?{NameField}={Uri.EscapeDataString(domain)}";

    public static string Shared(string run) => $"{Run(run)}/shared";
}
