using Aread.Data;
using Aread.Data.Import;
using Aread.Data.Synthesis;
using Aread.Hemp;
using Aread.Tensors;
using Aread.Training;

namespace Aread.Benchmarks.Runs;

/// <summary>What <c>Hemp:Halving</c> saves and what it costs: every search of the first rounds of training, in full and halved.</summary>
internal static class HalvingMeasurement
{
    private const int Seeds = 2, Rounds = 2;

    public static Task PlantedAsync() => OfAsync(async data =>
    {
        await Synthesizer.RunAsync(new SynthesisOptions { Samples = 120_000 }, data);
        return Dataset.Open(data);
    });

    public static Task ImportedAsync(string schema, IReadOnlyList<string> files) =>
        OfAsync(async data => (await CsvImport.RunAsync(new ImportRequest(files, schema, data))).Dataset);

    private static async Task OfAsync(Func<string, Task<Dataset>> createAsync)
    {
        var directory = Directory.CreateTempSubdirectory("aread-benchmark-").FullName;
        try
        {
            await MeasureAsync(await createAsync(Path.Combine(directory, "data")));
        }
        finally
        {
            Directory.Delete(directory, recursive: true);
        }
    }

    private static async Task MeasureAsync(Dataset dataset)
    {
        var searches = new List<HalvedSearch>();
        for (var seed = 1; seed <= Seeds; seed++) await TrainAsync(dataset, seed, searches);
        Console.WriteLine("| data | searches | same winner | at random | lost when another wins | lost, all | lost at random, all | full, s | halved, s | ratio |");
        Console.WriteLine("|---|---:|---:|---:|---:|---:|---:|---:|---:|---:|");
        var others = searches.Where(search => !search.Same).ToArray();
        var (full, halved) = (searches.Average(search => search.FullSeconds), searches.Average(search => search.HalvedSeconds));
        Console.WriteLine($"| {dataset.Manifest.Name} | {searches.Count} | {searches.Average(search => search.Same ? 1 : 0):P0} | {searches.Average(search => search.Scored):P0} "
            + $"| {others.Select(search => search.Lost).DefaultIfEmpty().Average():0.0000} | {searches.Average(search => search.Lost):0.0000} "
            + $"| {searches.Average(search => search.LostAtRandom):0.0000} | {full:0.000} | {halved:0.000} | {halved / full:0.00} |");
    }

    private static async Task TrainAsync(Dataset dataset, int seed, List<HalvedSearch> searches)
    {
        var options = new AreadOptions
        {
            Hemp = new HempOptions { SearchInterval = 200 },
            Training = new TrainingOptions { Seed = seed, BatchSize = 128, LearningRate = 3e-4 },
        };
        var context = RunContext.Create(dataset, options, TorchRuntime.Load(options.Torch));
        var lane = new CallerLane(threads: 1);
        using var enough = new CancellationTokenSource();
        LocalFleet? fleet = null;
        fleet = new LocalFleet(context, lane, happened =>
        {
            if (happened is not PhaseStarted { Phase: RunPhase.MaskSearch } phase) return;
            CompareAsync(context, fleet!, lane, phase, searches).GetAwaiter().GetResult();
            if (phase.Round == Rounds) enough.Cancel();
        });
        try
        {
            await new TrainingLoop(context, fleet).RunAsync(new TrainingState(), enough.Token);
        }
        catch (OperationCanceledException) when (enough.IsCancellationRequested)
        {
            // The last round was compared.
        }
    }

    private static async Task CompareAsync(RunContext context, LocalFleet fleet, CallerLane lane, PhaseStarted phase, List<HalvedSearch> searches)
    {
        var weights = new DenseSnapshot(phase.Step, fleet.Dense.Weights, fleet.Dense.Buffers);
        for (var domain = 0; domain < context.Domains.Count; domain++)
            if (await fleet.Domains[domain].SearchInputAsync(new SearchOrder(domain, phase.Round, phase.Step), weights) is { } input)
                searches.Add(await lane.RunAsync(_ => HalvedSearch.Run(context, input)));
    }
}
