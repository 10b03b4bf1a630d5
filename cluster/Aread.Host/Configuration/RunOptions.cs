using System.CommandLine;

namespace Aread.Host.Configuration;

/// <summary>The argument that sets options, and what it comes to together with files and environment.</summary>
internal sealed class RunOptions(string description)
{
    private readonly Option<string[]> _set = new("--set")
    {
        Description = description,
        HelpName = "Section:Key=value",
        Arity = ArgumentArity.OneOrMore,
    };

    public void AddTo(Command command) => command.Add(_set);

    /// <summary>What holds without arguments: defaults, then settings files, then environment.</summary>
    public static AreadOptions Load(ProgramEnvironment environment) =>
        OptionsLoader.Load([.. environment.SettingsFiles.SelectMany(OptionSources.File), .. OptionSources.Environment(environment.Variables)]);

    /// <summary>These options, with this command's arguments over them.</summary>
    /// <exception cref="AreadException">An argument sets what is unknown, outside <paramref name="scope"/>, or cannot have that value.</exception>
    public AreadOptions Apply(ParseResult arguments, AreadOptions options, OptionScope scope)
    {
        var settings = OptionSources.Arguments(arguments.GetValue(_set) ?? []).ToList();
        scope.Check(settings);
        return OptionsLoader.Apply(options, settings);
    }
}
