using System.CommandLine;
using Aread.Host.Web;

namespace Aread.Host.Commands;

/// <summary>The argument that says where to serve.</summary>
internal static class WebArguments
{
    /// <summary>Of a command that is there to serve.</summary>
    public static Option<string?> Http() => Http($"Where to serve, {WebOptions.DashboardAddress} by default (Web:Address).");

    /// <summary>Of a command that does something else.</summary>
    public static Option<string?> HttpToo() => Http("Serve dashboard, API, health and metrics on this address, too (Web:Address).");

    /// <exception cref="AreadException">The argument is no address.</exception>
    public static WebOptions Apply(WebOptions options, string? http)
    {
        if (http is null) return options;
        var applied = options with { Address = http };
        OptionsValidation.Check(applied, WebOptions.Section);
        return applied;
    }

    private static Option<string?> Http(string description) => new("--http") { Description = description, HelpName = "ADDRESS:PORT" };
}
