using Aread.Benchmarks.Scale;
using Aread.Benchmarks.Silos;
using Aread.Distributed.Contracts;
using Aread.Training;

namespace Aread.Benchmarks.Cluster;

/// <summary>The tables of <see cref="SiloComparison"/>.</summary>
internal sealed class ComparisonReport(RunContext context, IReadOnlyList<ComparisonTurn> turns, CoordinatorWork work)
{
    private const double Milli = 1000, Mega = 1e6;

    private static readonly string[] WeightCalls = [$"coordinator.{nameof(ICoordinatorGrain.GetWeightsAsync)}", $"coordinator.{nameof(IParcelSender.PackParcelAsync)}", $"coordinator.{nameof(IParcelSender.ReadParcelAsync)}"];
    private static readonly string[] RowCalls = [$"embedding-shard.{nameof(IEmbeddingShardGrain.GatherAsync)}", $"embedding-shard.{nameof(IEmbeddingShardGrain.GatherChangedAsync)}"];
    private static readonly string[] StageCalls = [$"embedding-shard.{nameof(IEmbeddingShardGrain.StageAsync)}"];

    /// <summary>By batches per step, the quieter half of the turns.</summary>
    private readonly IReadOnlyList<(int Batches, IReadOnlyList<ComparisonTurn> Turns)> _steps =
        [.. turns.GroupBy(turn => turn.BatchesPerStep).Select(group => (group.Key, ComparisonTurn.Quietest(group, turn => turn.OthersInSteps)))];

    private readonly IReadOnlyList<ComparisonTurn> _rounds = ComparisonTurn.Quietest(turns, turn => turn.OthersInRounds);

    public async Task PrintAsync(string inputs)
    {
        Console.WriteLine($"\n{context.Domains.Count} domains, {context.Domains.Sum(domain => domain.Train.Samples):N0} train samples, batch {context.Options.Training.BatchSize}, "
            + $"{context.Model.Layout.Length:N0} dense weights, {context.Model.Layout.Shape.Features.Rows:N0} embedding rows of {context.Options.Hei.EmbeddingSize}");
        PrintTimes();
        PrintParts();
        PrintWork();
        await PrintBytesAsync(inputs);
    }

    private void PrintTimes()
    {
        Console.WriteLine($"\n| | {string.Join(" | ", ClusterShape.Compared.Select(shape => shape.Name))} | speed-up of 2 silos | of 2 lanes | turns | processors others kept busy |");
        Console.WriteLine("|---|---:|---:|---:|---:|---:|---:|---:|");
        foreach (var (batches, steps) in _steps) Row($"step, G = {batches}, ms", steps, run => Milli * run.StepSeconds, "0", turn => turn.OthersInSteps);
        Row("round of mask search, s", _rounds, run => run.RoundSeconds, "0.00", turn => turn.OthersInRounds);

        static void Row(string name, IReadOnlyList<ComparisonTurn> turns, Func<ClusterRun, double> value, string format, Func<ComparisonTurn, double> others)
        {
            var times = ClusterShape.Compared.Select((_, shape) => Median.Of(turns, turn => value(turn.Runs[shape])).ToString(format));
            Console.WriteLine($"| {name} | {string.Join(" | ", times)} | {Median.Of(turns, turn => value(turn.One) / value(turn.Two)):0.00} | {Median.Of(turns, turn => value(turn.One) / value(turn.Runs[2])):0.00} "
                + $"| {turns.Count} | {turns.Max(others):0.00} |");
        }
    }

    private void PrintParts()
    {
        Console.WriteLine("\nWhere a step on 2 silos goes, ms");
        Console.WriteLine("\n| G | orders to last answer | lane of the coordinator's silo | lane of the other | other waits for weights | for rows | hands over row gradients | combine | apply |");
        Console.WriteLine("|---|---:|---:|---:|---:|---:|---:|---:|---:|");
        foreach (var (batches, steps) in _steps)
        {
            string Part(Func<ClusterReading, double> seconds) => $"{Milli * Median.Of(steps, turn => seconds(turn.Two.Timed) / turn.Two.Timed.Steps.Steps):0.0}";
            Console.WriteLine($"| {batches} | {Part(read => read.Steps.Compute)} | {Part(read => read.Coordinator.Lanes.Seconds)} | {Part(read => Other(read).Lanes.Seconds)} "
                + $"| {Part(read => Other(read).CallSeconds(WeightCalls))} | {Part(read => Other(read).CallSeconds(RowCalls))} | {Part(read => Other(read).CallSeconds(StageCalls))} "
                + $"| {Part(read => read.Steps.Combine)} | {Part(read => read.Steps.Apply)} |");
        }
        Console.WriteLine("\nProcessor time of a step, ms: a loaded machine hardly changes it");
        Console.WriteLine("\n| G | lanes, 1 silo | 2 silos | other threads, 1 silo | 2 silos: of the coordinator's | of the other |");
        Console.WriteLine("|---|---:|---:|---:|---:|---:|");
        foreach (var (batches, steps) in _steps)
        {
            string Part(Func<ComparisonTurn, ClusterReading> of, Func<ClusterReading, double> seconds) => $"{Milli * Median.Of(steps, turn => seconds(of(turn)) / of(turn).Steps.Steps):0.0}";
            Console.WriteLine($"| {batches} | {Part(turn => turn.One.Timed, Lanes)} | {Part(turn => turn.Two.Timed, Lanes)} | {Part(turn => turn.One.Timed, read => Outside(read.Coordinator))} "
                + $"| {Part(turn => turn.Two.Timed, read => Outside(read.Coordinator))} | {Part(turn => turn.Two.Timed, read => Outside(Other(read)))} |");
        }
        Console.WriteLine($"\nRound: processor time of lanes {Median.Of(_rounds, turn => Lanes(turn.One.Round)):0.0} s on 1 silo, {Median.Of(_rounds, turn => Lanes(turn.Two.Round)):0.0} s on 2, of other threads "
            + $"{Median.Of(_rounds, turn => turn.One.Round.Silos.Sum(Outside)):0.0} and {Median.Of(_rounds, turn => turn.Two.Round.Silos.Sum(Outside)):0.0} s; "
            + $"domains per silo: {string.Join(" and ", RunPlacement.Of(turns[0].Two.Steps, turns[0].Two.Run).Domains.CountBy(silo => silo).Select(count => count.Value).Order())}");
    }

    private void PrintWork() => Console.WriteLine($"\nOf the coordinator, alone, ms: Adam {Milli * work.Adam:0.00}, mean of the sums {Milli * work.Mean:0.00}; per silo: pack weights {Milli * work.Pack:0.00}, "
        + $"unpack a gradient {Milli * work.Unpack:0.00}, add it {Milli * work.Add:0.00}");

    private async Task PrintBytesAsync(string inputs)
    {
        Console.WriteLine("\n| on 2 silos | measured, MB | least, MB | ratio | weights | gradients | rows | replies | batches over those of the silo with most |");
        Console.WriteLine("|---|---:|---:|---:|---:|---:|---:|---:|---:|");
        foreach (var (batches, steps) in _steps)
        {
            var run = steps[^1].Two;
            var stepContext = context with { Options = context.Options with { Training = context.Options.Training with { BatchesPerStep = batches } } };
            var least = new LeastTraffic(stepContext, RunPlacement.Of(run.Steps, run.Run));
            var count = run.Steps.Steps.Steps;
            var needed = await least.OfStepsAsync(count);
            Row($"step, G = {batches}", run.Steps.Bytes, needed, count, $"{(double)least.Steps.Batches / least.Steps.Longest:0.00}");
            if (batches != turns[^1].BatchesPerStep) continue;
            Row("round of mask search", run.Round.Bytes, await new LeastTraffic(context, RunPlacement.Of(run.Steps, run.Run)).OfRoundAsync(), 1, "");
            Inputs(least.Steps, steps, run.Steps.Bytes / needed.Total).Write(inputs);
        }

        static void Row(string name, double bytes, Traffic least, long count, string balance) => Console.WriteLine(
            $"| {name} | {bytes / count / Mega:0.00} | {least.Total / count / Mega:0.00} | {bytes / least.Total:0.00} | {least.Weights / count / Mega:0.00} | {least.Gradients / count / Mega:0.00} "
            + $"| {least.Rows / count / Mega:0.00} | {least.Replies / count / Mega:0.00} | {balance} |");
    }

    private ScaleInputs Inputs((long Batches, long Longest, long Rows) seen, IReadOnlyList<ComparisonTurn> steps, double wireFactor) => new()
    {
        DenseWeights = context.Model.Layout.Length,
        RunningStatistics = context.Model.Layout.BufferLength,
        EmbeddingSize = context.Options.Hei.EmbeddingSize,
        EmbeddingRows = context.Model.Layout.Shape.Features.Rows,
        BatchSize = context.Options.Training.BatchSize,
        RowsPerBatch = (double)seen.Rows / seen.Batches,
        ProcessorBatchSeconds = Median.Of(steps, turn => turn.One.Timed.Coordinator.LaneProcessorSeconds / (turn.One.Timed.Steps.Steps * turn.BatchesPerStep)),
        AdamSeconds = work.Adam,
        MeanSeconds = work.Mean,
        AddSeconds = work.Add,
        PackSeconds = work.Pack,
        UnpackSeconds = work.Unpack,
        RowSeconds = work.Row,
        WireFactor = wireFactor,
        MeasuredBatchesPerStep = turns[^1].BatchesPerStep,
        MeasuredStepSeconds = Median.Of(steps, turn => turn.Two.StepSeconds),
        MeasuredBalance = (double)seen.Batches / seen.Longest,
    };

    private static SiloReading Other(ClusterReading reading) => reading.Silos.First(silo => !ReferenceEquals(silo, reading.Coordinator));

    private static double Lanes(ClusterReading reading) => reading.Silos.Sum(silo => silo.LaneProcessorSeconds);

    private static double Outside(SiloReading silo) => silo.ProcessorSeconds - silo.LaneProcessorSeconds;
}
