using System.CommandLine;

namespace Aread.Host.Commands;

/// <summary>Options that several commands have. Each call makes a new one, for one command.</summary>
internal static class CommonOptions
{
    public static Option<string> Run() => new("--run") { Description = "Name of the run.", HelpName = "NAME", Required = true };

    public static Option<string> Runs() => new("--runs") { Description = "Directory of the runs.", HelpName = "DIR", DefaultValueFactory = _ => "runs" };

    public static Option<bool> Json() => new("--json") { Description = "Print JSON and nothing else." };

    public static Option<bool> Overwrite(string what) => new("--overwrite") { Description = $"Replace {what} if there is one." };

    public static Option<string?> Log() => new("--log") { Description = "File for the log (CLEF), instead of one in the run's directory.", HelpName = "FILE" };

    /// <summary>Of a command that runs until it is stopped.</summary>
    public static Option<string?> ServerLog() => new("--log") { Description = "File for the log (CLEF), besides the lines on standard error.", HelpName = "FILE" };

    /// <summary>A whole number that must not be under 1.</summary>
    public static Option<int?> Limit(string description, string name = "--limit")
    {
        var limit = new Option<int?>(name) { Description = description, HelpName = "N" };
        limit.CustomParser = result =>
        {
            if (int.TryParse(result.Tokens.Single().Value, out var number) && number >= 1) return number;
            result.AddError($"{name} must be a whole number, 1 or more, not '{result.Tokens.Single().Value}'.");
            return null;
        };
        return limit;
    }
}
