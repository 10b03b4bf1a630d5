using Aread.Distributed.Hosting;
using Aread.Training;
using Microsoft.Extensions.Logging.Abstractions;

namespace Aread.Benchmarks.Quality;

/// <summary>
/// What <c>Training:BatchesPerStep</c> and the rule for its learning rate do to test scores: every case with every seed, embedded. Scores are appended to a
/// file as they come, and a study that is begun again goes on.
/// </summary>
internal static class QualityStudy
{
    private static readonly long[] Seeds = [1, 2, 3];

    /// <param name="data">A data set, as <c>aread import</c> makes it.</param>
    /// <param name="scores">A line of JSON per run.</param>
    public static async Task RunAsync(string data, string scores)
    {
        List<QualityScore> done = File.Exists(scores) ? [.. File.ReadLines(scores).Select(AreadJson.Read<QualityScore>)] : [];
        var runs = Directory.CreateTempSubdirectory("aread-benchmark-").FullName;
        try
        {
            await using var engine = new EmbeddedEngine(NullLoggerFactory.Instance);
            foreach (var (tried, seed) in Plan())
            {
                if (done.Any(score => score.Case == tried && score.Seed == seed)) continue;
                var score = await TrainAsync(engine, tried, seed, data, runs);
                await File.AppendAllTextAsync(scores, AreadJson.Write(score) + "\n");
                done.Add(score);
            }
        }
        finally
        {
            Directory.Delete(runs, recursive: true);
        }
        QualityTable.Print(done);
    }

    /// <summary>What matters most comes first, since a study takes hours: every case once, then further seeds of the default rule, then of the others.</summary>
    private static IEnumerable<(QualityCase Tried, long Seed)> Plan() => Seeds
        .SelectMany(seed => QualityCase.All, (seed, tried) => (tried, seed))
        .Where(run => run.seed <= run.tried.Seeds)
        .OrderBy(run => run.seed > Seeds[0] && run.tried.Rule != LearningRateRule.SquareRoot);

    private static async Task<QualityScore> TrainAsync(EmbeddedEngine engine, QualityCase tried, long seed, string data, string runs)
    {
        QualityScore? tested = null;
        await foreach (var happened in engine.TrainAsync(new TrainRequest("run", runs, data, tried.Options(seed), Resume: false, Overwrite: true), CancellationToken.None))
            if (happened is EpochEvaluated { Report.Split: "test" } test) tested = new QualityScore(tried, seed, test.Step, test.Epoch, QualityScore.Of(test.Report));
        return tested ?? throw new InvalidOperationException("The run ended without a test.");
    }
}
