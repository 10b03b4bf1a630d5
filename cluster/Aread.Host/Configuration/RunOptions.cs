using System.CommandLine;

namespace Aread.Host.Configuration;

/// <summary>The arguments that choose options, and what they come to together with files and environment.</summary>
internal sealed class RunOptions
{
    private readonly Option<bool> _base = new("--base")
    {
        Description = "Train the base recommender instead, to compare with: one expert, no masks (Hei:Experts=1, Hemp:Enabled=false).",
    };

    private readonly Option<string[]> _set = new("--set")
    {
        Description = "Set an option, over environment and appsettings.json. May be repeated. A list is written 3,6,12.",
        HelpName = "Section:Key=value",
        Arity = ArgumentArity.OneOrMore,
    };

    public void AddTo(Command command)
    {
        command.Add(_base);
        command.Add(_set);
    }

    /// <summary>The options that hold: defaults, settings files, environment, then arguments.</summary>
    public AreadOptions Load(ParseResult arguments, ProgramEnvironment environment) =>
        Apply(arguments, OptionsLoader.Load([.. environment.SettingsFiles.SelectMany(OptionSources.File), .. OptionSources.Environment(environment.Variables)]));

    /// <summary>These options, with this command's arguments over them.</summary>
    public AreadOptions Apply(ParseResult arguments, AreadOptions options) =>
        OptionsLoader.Apply(arguments.GetValue(_base) ? BaseRecommender.Of(options) : options, OptionSources.Arguments(arguments.GetValue(_set) ?? []));
}
