using System.CommandLine;
using Aread.Host.Web;

namespace Aread.Host.Commands;

/// <summary>The argument that says where to serve.</summary>
internal static class WebArguments
{
    public static Option<string?> Http(string description) => new("--http") { Description = description, HelpName = "ADDRESS:PORT" };

    /// <exception cref="AreadException">The argument is no address.</exception>
    public static WebOptions Apply(WebOptions options, string? http)
    {
        if (http is null) return options;
        var applied = options with { Address = http };
        OptionsValidation.Check(applied, WebOptions.Section);
        return applied;
    }
}
