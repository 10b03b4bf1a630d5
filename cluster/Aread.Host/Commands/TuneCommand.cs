using System.CommandLine;
using System.Globalization;
using System.Numerics;
using System.Text.Json;
using Aread.Comparison;
using Aread.Distributed.Storage;
using Aread.Host.Comparison;
using Aread.Host.Configuration;
using Aread.Host.Progress;
using Aread.Host.Tuning;
using Aread.Tuning;

namespace Aread.Host.Commands;

/// <summary><c>aread tune</c></summary>
internal sealed class TuneCommand(ProgramEnvironment environment)
{
    private readonly ComparisonArguments _arguments = new("tuning") { HasSeeds = false, Scope = OptionScope.Tuning };
    private readonly Option<string> _model = new("--model") { Description = "System to tune.", HelpName = "NAME", DefaultValueFactory = _ => ComparisonSystem.Aread.Name };
    private readonly Option<double[]> _rates = List("--learning-rates", "Learning rates to try, with commas between them.", [1e-4, 3e-4, 1e-3, 3e-3]);
    private readonly Option<int[]> _sizes = List("--batch-sizes", "Batch sizes to try, with commas between them.", [256, 1024, 4096]);
    private readonly Option<string?> _clusters = SystemNames.Clusters();

    public static Command Create(ProgramEnvironment environment) => new TuneCommand(environment).Build();

    private ExampledCommand Build()
    {
        var command = new ExampledCommand(
            "tune",
            "Find the learning rate and batch size of a system on a data set. Each setting of the grid is judged on the valid split, and only the better half goes on at 1, 2, 4, ... epochs; "
            + "the test split is scored for nobody but the best.",
            "aread tune --data data/shop",
            "aread tune --data data/shop --model DCN --learning-rates 1e-3,1e-2 --batch-sizes 512,2048",
            "aread tune --connect --data /shared/shop --set Training:MaximumEpochs=16")
        {
            _model, _rates, _sizes, _clusters,
        };
        _arguments.AddTo(command);
        command.SetAction(RunAsync);
        return command;
    }

    private async Task<int> RunAsync(ParseResult parsed, CancellationToken stop)
    {
        var system = SystemNames.Find(parsed.GetRequiredValue(_model));
        TuningSetting[] grid = [.. from rate in parsed.GetRequiredValue(_rates).Distinct() from size in parsed.GetRequiredValue(_sizes).Distinct() select new TuningSetting(rate, size)];
        var options = _arguments.Options(parsed, environment);
        foreach (var setting in grid) OptionsValidation.Check(setting.In(options, options.Training.MaximumEpochs));
        var session = new ComparisonSession(environment, _arguments, parsed);
        var clusters = await session.ClustersAsync([system], parsed.GetValue(_clusters), stop);
        var table = await session.ShowAsync(clusters, TuningSchedule.Trainings(grid.Length, options.Training.MaximumEpochs), (place, report) =>
            new TuningRun(session.Dataset, system, options, clusters, place, session.PathOf("trials.jsonl")) { Report = happened => report(Sign(happened)) }.RunAsync(grid, stop));
        PendingFile.Replace(session.PathOf("tuning.json"), JsonSerializer.SerializeToUtf8Bytes(table, AreadJson.Indented));
        PendingFile.Replace(session.PathOf("tuning.md"), TuningMarkdown.Write(table, session.Dataset, "tuning.svg"));
        PendingFile.Replace(session.PathOf("tuning.svg"), TuningPicture.Write(table));
        TuningScores.Show(environment, table, session.Directory, _arguments.Json(parsed));
        return ExitCode.Done;
    }

    private static TrainingSign Sign(TuningEvent happened)
    {
        var setting = $"rate {TuningScores.Rate(happened.Setting.LearningRate)}, batch {happened.Setting.BatchSize}";
        var ended = happened.Trial is not { } trial ? null : trial.Diverged is not null ? "diverged" : $"valid DomainAUC {Figures.Score(trial.BestValid)}";
        return new TrainingSign($"{setting}, to epoch {happened.Limit}", happened.Progress,
            ended is null ? null : $"{setting}: {ended}, {happened.Trial!.Epochs} of {happened.Limit} epochs, {Figures.Duration(TimeSpan.FromSeconds(happened.Trial.Seconds))}");
    }

    private static Option<T[]> List<T>(string name, string description, T[] standard) where T : INumber<T>
    {
        var list = new Option<T[]>(name) { Description = description, HelpName = "LIST", DefaultValueFactory = _ => standard };
        list.CustomParser = result =>
        {
            var (text, values) = (string.Join(',', result.Tokens.Select(token => token.Value)), new List<T>());
            foreach (var part in text.Split(','))
            {
                if (T.TryParse(part.Trim(), NumberStyles.Float, CultureInfo.InvariantCulture, out var value)) values.Add(value);
                else result.AddError($"{name} is a list of numbers such as {string.Join(',', standard.Take(2))}, not '{text}': '{part.Trim()}' is none.");
            }
            return [.. values];
        };
        return list;
    }
}
