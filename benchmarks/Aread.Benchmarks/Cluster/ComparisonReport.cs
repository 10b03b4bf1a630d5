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

    private IEnumerable<IGrouping<int, ComparisonTurn>> ByStep => turns.GroupBy(turn => turn.BatchesPerStep);

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
        Console.WriteLine($"\n| | {string.Join(" | ", ClusterShape.Compared.Select(shape => shape.Name))} | speed-up of 2 silos | of 2 lanes |");
        Console.WriteLine("|---|---:|---:|---:|---:|---:|");
        foreach (var steps in ByStep) Row($"step, G = {steps.Key}, ms", steps, run => Milli * run.StepSeconds, "0");
        Row("round of mask search, s", turns, run => run.RoundSeconds, "0.00");

        static void Row(string name, IEnumerable<ComparisonTurn> turns, Func<ClusterRun, double> value, string format)
        {
            var times = ClusterShape.Compared.Select((_, shape) => Median.Of(turns, turn => value(turn.Runs[shape])).ToString(format));
            Console.WriteLine($"| {name} | {string.Join(" | ", times)} | {Median.Of(turns, turn => value(turn.One) / value(turn.Two)):0.00} | {Median.Of(turns, turn => value(turn.One) / value(turn.Runs[2])):0.00} |");
        }
    }

    private void PrintParts()
    {
        Console.WriteLine("\nPer step on 2 silos, ms (processor time: of all silos, what is not lanes)");
        Console.WriteLine("\n| G | orders to last answer | lane of the coordinator's silo | lane of the other | other waits for weights | for rows | hands over row gradients | combine | apply | processor, not lanes | the same, 1 silo |");
        Console.WriteLine("|---|---:|---:|---:|---:|---:|---:|---:|---:|---:|---:|");
        foreach (var steps in ByStep)
        {
            string Part(Func<ClusterReading, double> seconds) => $"{Milli * Median.Of(steps, turn => seconds(turn.Two.Timed) / turn.Two.Timed.Steps.Steps):0.0}";
            string Outside(Func<ComparisonTurn, ClusterReading> of) => $"{Milli * Median.Of(steps, turn => OutsideLanes(of(turn)) / of(turn).Steps.Steps):0.0}";
            Console.WriteLine($"| {steps.Key} | {Part(read => read.Steps.Compute)} | {Part(read => read.Coordinator.Lanes.Seconds)} | {Part(read => Other(read).Lanes.Seconds)} "
                + $"| {Part(read => Other(read).CallSeconds(WeightCalls))} | {Part(read => Other(read).CallSeconds(RowCalls))} | {Part(read => Other(read).CallSeconds(StageCalls))} "
                + $"| {Part(read => read.Steps.Combine)} | {Part(read => read.Steps.Apply)} | {Outside(turn => turn.Two.Timed)} | {Outside(turn => turn.One.Timed)} |");
        }
        Console.WriteLine($"\nRound on 2 silos: lanes busy {Median.Of(turns, turn => turn.Two.Round.Silos.Sum(silo => silo.Lanes.Seconds) / (2 * turn.Two.RoundSeconds)):P0} of it; "
            + $"on 1: {Median.Of(turns, turn => turn.One.Round.Silos.Sum(silo => silo.Lanes.Seconds) / turn.One.RoundSeconds):P0}; "
            + $"domains per silo: {string.Join(" and ", RunPlacement.Of(turns[0].Two.Steps, turns[0].Two.Run).Domains.CountBy(silo => silo).Select(count => count.Value).Order())}");
    }

    private void PrintWork() => Console.WriteLine($"\nOf the coordinator, alone, ms: Adam {Milli * work.Adam:0.00}, mean of the sums {Milli * work.Mean:0.00}; per silo: pack weights {Milli * work.Pack:0.00}, "
        + $"unpack a gradient {Milli * work.Unpack:0.00}, add it {Milli * work.Add:0.00}");

    private async Task PrintBytesAsync(string inputs)
    {
        Console.WriteLine("\n| on 2 silos | measured, MB | least, MB | ratio | weights | gradients | rows | replies | batches over those of the silo with most |");
        Console.WriteLine("|---|---:|---:|---:|---:|---:|---:|---:|---:|");
        foreach (var steps in ByStep)
        {
            var run = steps.Last().Two;
            var stepContext = context with { Options = context.Options with { Training = context.Options.Training with { BatchesPerStep = steps.Key } } };
            var least = new LeastTraffic(stepContext, RunPlacement.Of(run.Steps, run.Run));
            var count = run.Steps.Steps.Steps;
            var needed = await least.OfStepsAsync(count);
            Row($"step, G = {steps.Key}", run.Steps.Bytes, needed, count, $"{(double)least.Steps.Batches / least.Steps.Longest:0.00}");
            if (steps.Key != turns[^1].BatchesPerStep) continue;
            Row("round of mask search", run.Round.Bytes, await new LeastTraffic(context, RunPlacement.Of(run.Steps, run.Run)).OfRoundAsync(), 1, "");
            Inputs(least.Steps, steps, run.Steps.Bytes / needed.Total).Write(inputs);
        }

        static void Row(string name, double bytes, Traffic least, long count, string balance) => Console.WriteLine(
            $"| {name} | {bytes / count / Mega:0.00} | {least.Total / count / Mega:0.00} | {bytes / least.Total:0.00} | {least.Weights / count / Mega:0.00} | {least.Gradients / count / Mega:0.00} "
            + $"| {least.Rows / count / Mega:0.00} | {least.Replies / count / Mega:0.00} | {balance} |");
    }

    private ScaleInputs Inputs((long Batches, long Longest, long Rows) seen, IEnumerable<ComparisonTurn> steps, double wireFactor) => new()
    {
        DenseWeights = context.Model.Layout.Length,
        RunningStatistics = context.Model.Layout.BufferLength,
        EmbeddingSize = context.Options.Hei.EmbeddingSize,
        EmbeddingRows = context.Model.Layout.Shape.Features.Rows,
        BatchSize = context.Options.Training.BatchSize,
        RowsPerBatch = (double)seen.Rows / seen.Batches,
        ProcessorBatchSeconds = Median.Of(steps, turn => turn.One.Timed.Coordinator.Lanes.Seconds / (turn.One.Timed.Steps.Steps * turn.BatchesPerStep)),
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

    private static double OutsideLanes(ClusterReading reading) => reading.Silos.Sum(silo => silo.ProcessorSeconds - silo.Lanes.Seconds);
}
