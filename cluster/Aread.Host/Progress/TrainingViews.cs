using Spectre.Console;

namespace Aread.Host.Progress;

internal static class TrainingViews
{
    /// <summary>The view that fits where the output goes.</summary>
    public static ITrainingView For(ProgramEnvironment environment, bool json)
    {
        if (json) return new JsonTrainingView(environment.Output, environment.Errors);
        var terminal = environment.Console.Profile.Out.IsTerminal && environment.Console.Profile.Capabilities.Ansi;
        return terminal ? new LiveTrainingView(environment.Console) : new PlainTrainingView(environment.Console);
    }
}
