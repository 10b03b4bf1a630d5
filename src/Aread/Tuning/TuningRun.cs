using System.Collections.Concurrent;
using System.Globalization;
using Aread.Comparison;
using Aread.Data;

namespace Aread.Tuning;

/// <summary>
/// Tries a grid of settings on a system, judged by the valid split, and drops poor ones early: see <see cref="TuningSchedule"/>. A setting that goes on
/// is trained again from the start to the longer limit, so that nothing but a line of results must be kept of it; one that stopped by itself is not.
/// Then the best is trained once more and tested; no other training sees the test split.
/// </summary>
/// <param name="clusters">Groups of domains that the place trains with; null: every domain is one.</param>
/// <param name="results">The file for trainings that have ended; made if it is not there.</param>
public sealed class TuningRun(Dataset dataset, ComparisonSystem system, AreadOptions options, DomainClusters? clusters, ITrainingPlace place, string results)
{
    private readonly ConcurrentDictionary<(TuningSetting Setting, int Limit, bool Test), TuningTrial> _done = [];
    private readonly string _options = OptionsFingerprint.Of(new TuningSetting(0, 0).In(options, options.Training.MaximumEpochs), clusters)
        + $"-{options.Training.Seed}";

    /// <summary>Called for each training before and after it and after each of its epochs, and for each that had ended before; from any thread.</summary>
    public Action<TuningEvent> Report { get; init; } = static _ => { };

    /// <param name="grid">Different settings, at least one.</param>
    /// <exception cref="AreadException">The file holds results of other data, options or systems, or is another process's; a training failed; or every setting diverged.</exception>
    public async Task<TuningTable> RunAsync(IReadOnlyList<TuningSetting> grid, CancellationToken cancellationToken)
    {
        using var file = ResultFile<TuningTrial>.Open(results);
        foreach (var trial in file.Read(Other)) _done[(trial.Setting, trial.Limit, trial.Test is not null)] = trial;
        var limits = TuningSchedule.Limits(options.Training.MaximumEpochs);
        var (racing, last) = (grid, new Dictionary<TuningSetting, TuningTrial>());
        var dropped = new Dictionary<TuningSetting, int>();
        foreach (var limit in limits.TakeWhile(_ => racing.Count > 1))
        {
            var trials = await TrainAllAsync([.. racing.Where(setting => last.GetValueOrDefault(setting) is not { IsOver: true })], limit, file, cancellationToken);
            foreach (var trial in trials) last[trial.Setting] = trial;
            TuningSetting[] on = [.. TuningSchedule.Survivors([.. racing.Select(setting => last[setting])], limit == limits[^1]).Select(i => racing[i])];
            if (on.Length == 0) throw new DivergedException($"No setting of the grid could be trained. {last[racing[0]].Diverged ?? "No domain has both labels in valid."}");
            foreach (var setting in racing.Except(on)) dropped[setting] = limit;
            racing = on;
        }
        var best = await TrainAsync(racing[0], limits[^1], test: true, file, cancellationToken);
        if (best.Test is null)
            throw new DivergedException(string.Create(CultureInfo.InvariantCulture,
                $"Learning rate {best.Setting.LearningRate} and batch size {best.Setting.BatchSize} were best, but diverged when they were trained on: {best.Diverged} Leave this setting out of the grid."));
        last[best.Setting] = best;
        TuningRow[] rows = [.. grid.Select(setting => Row(last[setting], dropped))];
        return new TuningTable(system.Name, rows, rows.Single(row => row.DroppedAt is null), best.Test);
    }

    private async Task<TuningTrial[]> TrainAllAsync(IReadOnlyList<TuningSetting> settings, int limit, ResultFile<TuningTrial> file, CancellationToken cancellationToken)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        return await Task.WhenAll([.. settings.Select(async setting =>
        {
            try
            {
                return await TrainAsync(setting, limit, test: false, file, stop.Token);
            }
            catch
            {
                // One failed: the others are not waited for.
                await stop.CancelAsync();
                throw;
            }
        })]);
    }

    private async Task<TuningTrial> TrainAsync(TuningSetting setting, int limit, bool test, ResultFile<TuningTrial> file, CancellationToken cancellationToken)
    {
        if (_done.TryGetValue((setting, limit, test), out var done))
        {
            Report(new TuningEvent(setting, limit, null, done));
            return done;
        }
        var progress = new ProgressRelay(now => Report(new TuningEvent(setting, limit, now.Epoch == 0 ? null : now, null)));
        var trial = new TuningTrial(system.Name, setting, dataset.Fingerprint.Dataset, _options, limit, 0, null, null, 0, null);
        try
        {
            var trained = await place.TrainAsync(new TrainingJob(system, setting.In(options, limit), test), progress, cancellationToken);
            trial = trial with { Epochs = trained.Score.Epochs, BestValid = trained.Score.BestValid, Seconds = trained.Seconds, Test = trained.Score.Test };
        }
        catch (DivergedException diverged)
        {
            trial = trial with { Diverged = diverged.Message };
        }
        file.Append(trial);
        _done[(setting, limit, test)] = trial;
        Report(new TuningEvent(setting, limit, null, trial));
        return trial;
    }

    private TuningRow Row(TuningTrial trial, Dictionary<TuningSetting, int> dropped) => new(
        trial.Setting.LearningRate, trial.Setting.BatchSize, trial.Epochs, trial.BestValid, dropped.TryGetValue(trial.Setting, out var limit) ? limit : null, trial.Diverged is not null,
        _done.Values.Where(done => done.Setting == trial.Setting).Sum(done => done.Seconds));

    private (string, string)? Other(TuningTrial trial)
    {
        var what = trial.System != system.Name ? $"of {trial.System}"
            : trial.Dataset != dataset.Fingerprint.Dataset ? "on other data"
            : trial.Options != _options ? "with other options or clusters" : null;
        return what is null ? null : ($"It is a training {what}.", "Use the same system, data and options, or another directory for the results (--out).");
    }
}
