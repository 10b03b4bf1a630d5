using System.CommandLine;
using Aread.Distributed.Hosting;
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
    private readonly Option<bool> _connect = new("--connect") { Description = "Spread the trainings over the cluster of the options Cluster. Ctrl-C ends them there." };
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

    /// <summary>A cluster can do it.</summary>
    public bool CanConnect { get; init; } = true;

    /// <summary>What can be set, in a cluster or not.</summary>
    public Func<bool, OptionScope> Scope { get; init; } = OptionScope.Comparison;

    public void AddTo(Command command)
    {
        command.Add(_data);
        if (HasSeeds) command.Add(_seeds);
        command.Add(_out);
        if (CanConnect) command.Add(_connect);
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
        var options = _options.Apply(arguments, RunOptions.Load(environment), Scope(IsConnected(arguments)));
        OptionsValidation.Check(options);
        return options;
    }

    /// <summary>The cluster that trains; null: this process does.</summary>
    /// <exception cref="AreadException">The options name no cluster that can be used.</exception>
    public ClusterOptions? Cluster(ParseResult arguments, ProgramEnvironment environment) =>
        IsConnected(arguments) ? _options.Cluster(arguments, environment, Scope(true)) : null;

    private bool IsConnected(ParseResult arguments) => CanConnect && arguments.GetValue(_connect);
}
