using Aread.Data;
using Aread.Data.Import;
using Aread.Distributed.Exports;
using Aread.Distributed.Tests.Grains;
using Aread.Evaluation;
using Aread.Serving;
using Aread.Testing;
using Aread.Training;

namespace Aread.Distributed.Tests.Exports;

/// <summary>A small run on imported rows, and its scores of the test split by the plain loop, which grains are held to.</summary>
internal sealed class ServedRun : IAsyncDisposable
{
    public const string Name = "first";

    private readonly EngineRun _engine;

    private ServedRun(EngineRun engine, Dataset dataset, IReadOnlyList<DomainScores> scores) => (_engine, Dataset, Scores) = (engine, dataset, scores);

    public string Runs => _engine.Runs;

    public Dataset Dataset { get; }

    public IReadOnlyList<DomainScores> Scores { get; }

    public static async Task<ServedRun> TrainAsync(TemporaryDirectory directory, AreadOptions options)
    {
        var cancellation = TestContext.Current.CancellationToken;
        var request = new ImportRequest([directory.Write("rows.csv", MovieRows.Csv())], directory.Write("schema.json", MovieRows.Schema), directory["data"]);
        var dataset = (await CsvImport.RunAsync(request, null, cancellation)).Dataset;
        var context = RunContext.Create(dataset, options, TorchSharp.torch.CPU);
        var fleet = new LocalFleet(context, new CallerLane(1));
        await new TrainingLoop(context, fleet).RunAsync(new TrainingState(), cancellation);
        var scores = new List<DomainScores>();
        for (var domain = 0; domain < context.Domains.Count; domain++) scores.Add(await fleet.ScoreAsync(domain, Split.Test, cancellation));
        var engine = new EngineRun(directory, options);
        await engine.TrainAsync(Name);
        return new ServedRun(engine, dataset, scores);
    }

    public Task<ExportedModel> ReadAsync() => ExportedModel.OfRunAsync(Runs, Name, null, TestContext.Current.CancellationToken);

    /// <summary>Scores of all test rows, from what the file says of them.</summary>
    public static async Task<IReadOnlyList<float[]>> ScoreAsync(ServedModel model, IComputeLanes lanes)
    {
        var encoder = new SampleEncoder(model.Schema, model.Vocabularies);
        using var scorer = await Scorer.CreateAsync(model, lanes, TorchSharp.torch.CPU, TestContext.Current.CancellationToken);
        return await Task.WhenAll(model.Schema.Domains.Select((domain, i) =>
            scorer.ScoreAsync(i, encoder.Encode(i, MovieRows.TestSamples(domain.Name)), TestContext.Current.CancellationToken)));
    }

    public ValueTask DisposeAsync() => _engine.DisposeAsync();
}
