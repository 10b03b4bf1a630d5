using System.CommandLine;
using Aread.Host.Commands;
using Aread.Host.Configuration;

namespace Aread.Host.Comparison;

/// <summary>What every command takes that trains several systems on one data set.</summary>
internal sealed class ComparisonArguments
{
    private const int StandardSeeds = 3;

    private readonly Option<string> _data = new("--data") { Description = "Directory of the data set.", HelpName = "DIR", Required = true };
    private readonly Option<int?> _seeds = CommonOptions.Limit($"Trainings of each, with the seeds 1, 2, ...; {StandardSeeds} if not given.", "--seeds");
    private readonly Option<string> _out;
    private readonly RunOptions _options = new("Set an option, over environment and appsettings.json. May be repeated. They hold for every training.");
    private readonly Option<bool> _json = CommonOptions.Json();

    /// <param name="directory">Where results go if nothing else is said.</param>
    public ComparisonArguments(string directory) => _out = new Option<string>("--out")
    {
        Description = "Directory for the results. What was stopped goes on from what is there.",
        HelpName = "DIR",
        DefaultValueFactory = _ => directory,
    };

    /// <summary>Several trainings of each are made.</summary>
    public bool HasSeeds { get; init; } = true;

    public void AddTo(Command command)
    {
        command.Add(_data);
        if (HasSeeds) command.Add(_seeds);
        command.Add(_out);
        command.Add(_json);
        _options.AddTo(command);
    }

    public string Data(ParseResult arguments) => arguments.GetRequiredValue(_data);

    public string Directory(ParseResult arguments) => arguments.GetRequiredValue(_out);

    public bool Json(ParseResult arguments) => arguments.GetValue(_json);

    public IReadOnlyList<long> Seeds(ParseResult arguments) => !HasSeeds ? [] : [.. Enumerable.Range(1, arguments.GetValue(_seeds) ?? StandardSeeds)];

    /// <exception cref="AreadException">An option is unknown, or cannot have that value.</exception>
    public AreadOptions Options(ParseResult arguments, ProgramEnvironment environment)
    {
        var options = _options.Apply(arguments, RunOptions.Load(environment), OptionScope.Comparison);
        OptionsValidation.Check(options);
        return options;
    }
}
