using System.CommandLine;
using Aread.Data;
using Aread.Data.Synthesis;
using Aread.Host.Progress;
using Spectre.Console;

namespace Aread.Host.Commands;

/// <summary><c>aread synthesize</c></summary>
internal sealed class SynthesizeCommand(ProgramEnvironment environment)
{
    private static readonly SynthesisOptions Defaults = new();

    private readonly Option<string> _out = new("--out") { Description = "Directory for the data set.", HelpName = "DIR", Required = true };
    private readonly Option<int> _domains = Number("--domains", "Domains.", Defaults.Domains);
    private readonly Option<int> _samples = Number("--samples", "Samples, in all.", Defaults.Samples);
    private readonly Option<int> _users = Number("--users", "Users.", Defaults.Users);
    private readonly Option<int> _items = Number("--items", "Items.", Defaults.Items);
    private readonly Option<int?> _coarse = Clusters("--coarse-clusters", $"Clusters of domains that share part of their taste; {Defaults.CoarseClusters}, or as many as fine ones.");
    private readonly Option<int?> _fine = Clusters("--fine-clusters", $"Clusters of domains that share all of it; {Defaults.FineClusters}, or as many as domains.");
    private readonly Option<long> _seed = Number("--seed", "Seed. The same seed gives the same files.", Defaults.Seed);
    private readonly Option<bool> _overwrite = CommonOptions.Overwrite("the data set");
    private readonly Option<bool> _json = CommonOptions.Json();

    public static Command Create(ProgramEnvironment environment) => new SynthesizeCommand(environment).Build();

    private ExampledCommand Build()
    {
        var command = new ExampledCommand(
            "synthesize",
            "Make a data set with a planted truth: users whose interests hold across domains, and domains in clusters of taste.",
            "aread synthesize --out data/planted",
            "aread synthesize --out data/large --domains 100 --samples 10000000 --seed 7")
        {
            _out, _domains, _samples, _users, _items, _coarse, _fine, _seed, _overwrite, _json,
        };
        command.SetAction(RunAsync);
        return command;
    }

    private async Task<int> RunAsync(ParseResult arguments, CancellationToken stop)
    {
        var options = Options(arguments);
        Check(options);
        var directory = arguments.GetRequiredValue(_out);
        var json = arguments.GetValue(_json);
        if (!json) environment.Console.WriteLine($"Making {options.Samples:N0} samples of {options.Domains} domains");
        await WorkView.ShowAsync(
            environment,
            json,
            "making samples",
            (long done) => ("making samples", (double)done / options.Samples),
            progress => Synthesizer.RunAsync(options, directory, arguments.GetValue(_overwrite), progress, stop));
        DatasetView.Write(environment, Dataset.Open(directory), json);
        return ExitCode.Done;
    }

    private SynthesisOptions Options(ParseResult arguments)
    {
        var domains = arguments.GetValue(_domains);
        var coarse = arguments.GetValue(_coarse);
        var fine = arguments.GetValue(_fine) ?? Math.Max(coarse ?? 1, Math.Min(Defaults.FineClusters, domains));
        return new SynthesisOptions
        {
            Domains = domains,
            Samples = arguments.GetValue(_samples),
            Users = arguments.GetValue(_users),
            Items = arguments.GetValue(_items),
            CoarseClusters = coarse ?? Math.Min(Defaults.CoarseClusters, fine),
            FineClusters = fine,
            Seed = arguments.GetValue(_seed),
        };
    }

    private void Check(SynthesisOptions options)
    {
        var faults = OptionsValidation.Find(options);
        if (faults.Count > 0) throw new AreadException(string.Join(Environment.NewLine, faults.Select(Describe)));
    }

    private string Describe(OptionFault fault)
    {
        var flags = new Dictionary<string, Option>
        {
            [nameof(SynthesisOptions.Domains)] = _domains,
            [nameof(SynthesisOptions.Samples)] = _samples,
            [nameof(SynthesisOptions.Users)] = _users,
            [nameof(SynthesisOptions.Items)] = _items,
            [nameof(SynthesisOptions.CoarseClusters)] = _coarse,
            [nameof(SynthesisOptions.FineClusters)] = _fine,
        };
        var named = fault.Key.Split(", ").Zip(fault.Value.Split(", ")).Where(pair => flags.ContainsKey(pair.First));
        return $"{string.Join(", ", named.Select(pair => $"{flags[pair.First].Name} {pair.Second}"))}: {fault.Requirement}";
    }

    private static Option<int?> Clusters(string name, string description) => new(name) { Description = description, HelpName = "N" };

    private static Option<T> Number<T>(string name, string description, T value) =>
        new(name) { Description = description, HelpName = "N", DefaultValueFactory = _ => value };
}
