using Aread.Distributed.Runs;
using Aread.Evaluation;
using Aread.Hemp;
using Aread.Training;

namespace Aread.Host.Tests.Report;

/// <summary>Writes a run of made-up numbers: domains in four clusters whose masks have a part in common.</summary>
internal sealed class SampleRun(int domains, string name = "aread")
{
    private const int Steps = 6000;
    private const int EpochSteps = 1000;
    private static readonly MaskShape Shape = new(3, 6, 12);
    private readonly RandomStream _random = new(5, name);

    public string[] Domains { get; } = [.. Enumerable.Range(0, domains).Select(i => i == 1 ? "Küche & <Bad>" : $"theme-{i:000}")];

    public double Lift { get; init; }

    public RunDirectory Write(string runs)
    {
        var run = RunDirectory.Create(runs, name, new RunDescription("/data/shop", "", "", 5, DateTimeOffset.UnixEpoch), new AreadOptions { Training = new() { Seed = 5, BatchSize = 512 } }, RunConflict.Overwrite);
        WriteTraining(run);
        run.WriteMasks(new MaskReport([3, 6, 12], [.. Domains.Select(Mask)]));
        var metrics = Scores("test", 0.72 + Lift);
        run.WriteMetrics(metrics);
        run.AppendEvent(new EpochEvaluated(6, false, metrics) { Step = Steps });
        run.AppendEvent(new RunEnded(RunOutcome.Finished, "DomainAUC on valid did not rise for 2 epochs.") { Step = Steps });
        return run;
    }

    private void WriteTraining(RunDirectory run)
    {
        run.AppendEvent(new RunStarted(name, "shop", domains, 1_234_567, 100, EpochSteps, 20));
        run.AppendEvent(new DomainsAugmented(domains / 2, 3, 123_456, null));
        run.AppendEvent(new PhaseStarted(RunPhase.WarmUp, 0, 0));
        for (var step = 20; step <= Steps; step += 20)
        {
            var phase = step <= 100 ? RunPhase.WarmUp : RunPhase.MaskedTraining;
            run.AppendEvent(new StepsTaken(phase, step / EpochSteps, step % EpochSteps, EpochSteps, 20, 20 * 512, 0.45 + 0.25 * Math.Exp(-step / 800.0) + 0.01 * _random.NextNormal() - Lift, 0.9) { Step = step });
            if (step % 2000 == 100) run.AppendEvent(new PhaseStarted(RunPhase.MaskSearch, step / EpochSteps, 1 + step / 2000) { Step = step });
            if (step % EpochSteps == 0) run.AppendEvent(new EpochEvaluated(step / EpochSteps, step <= 4000, Scores("valid", 0.74 + Lift - 0.1 * Math.Exp(-step / 1500.0))) { Step = step });
        }
    }

    private EvaluationReport Scores(string split, double auc) => new(split, auc + 0.01, 0.52 - Lift, auc, auc + 0.004, domains < 10 ? null : auc - 0.03, auc - 0.04, [Domains[^1]],
        [.. Domains.Select((domain, i) => i == domains - 1 ? new DomainMetrics(domain, 3, 3, null, 0.4) : new DomainMetrics(domain, 20_000 / (i + 1), 6000 / (i + 1), auc + 0.03 * _random.NextNormal(), 0.5))]);

    private DomainMaskReport Mask(string domain, int index)
    {
        var cluster = new RandomStream(5, "cluster", index % 4);
        var kept = new bool[Shape.Edges];
        var gates = new double[Shape.Edges];
        for (var edge = 0; edge < kept.Length; edge++)
        {
            kept[edge] = cluster.NextDouble() < 0.5 ^ _random.NextDouble() < 0.1;
            gates[edge] = cluster.NextDouble() * _random.NextDouble();
        }
        kept[Shape.Edge(0, 0, 0)] = kept[Shape.Edge(1, 0, 0)] = kept[Shape.Edge(2, 0, 0)] = kept[Shape.Edge(3, 0, 0)] = true;
        var mask = new ExpertMask(Shape, kept).Validate();
        var levels = mask.ToBits().Split('|');
        var means = Enumerable.Range(0, Shape.EdgeLevels).Select(level => (IReadOnlyList<double>)gates[Shape.LevelRange(level)]).ToArray();
        var full = ExpertMask.Full(Shape).ToBits().Split('|');
        MaskSearchReport[] history = [new(1, 100, 0, [new(0.6, full, full)]), new(2, 2100, 1, [new(0.6, full, full), new(0.5, full, levels)]), new(3, 4100, 0, [new(0.5, levels, levels)])];
        return new DomainMaskReport(domain, 600_000 / (index + 1), index % 3 == 0 ? 0 : 500, levels, means, history);
    }
}
