using Aread.Data.Synthesis;
using Aread.Distributed.Hosting;
using Aread.Distributed.Runs;
using Aread.Host.Masks;
using Aread.Host.Progress;
using Aread.Host.Report;
using Aread.Training;
using Spectre.Console;

namespace Aread.Host.Quickstart;

/// <summary>Makes data with a planted truth, trains the base recommender and AREAD on them, and compares both with each other and with the truth.</summary>
/// <param name="directory">Gets <c>data</c> and <c>runs</c>.</param>
/// <param name="overwrite">Replace what an earlier quickstart left there.</param>
/// <param name="json">Keep standard output free; progress goes to standard error.</param>
internal sealed class QuickstartRun(ProgramEnvironment environment, QuickstartPlan plan, string directory, bool overwrite, bool json)
{
    public const string BaseRun = "base";
    public const string AreadRun = "aread";

    private readonly IAnsiConsole _console = json ? environment.Errors : environment.Console;
    private readonly string _data = Path.GetFullPath(Path.Combine(directory, "data"));
    private readonly string _runs = Path.GetFullPath(Path.Combine(directory, "runs"));

    /// <returns>Null if it was stopped.</returns>
    public async Task<QuickstartResult?> RunAsync(CancellationToken stop)
    {
        _console.WriteLine($"1 of 3  Making {plan.Data.Samples:N0} samples of {plan.Data.Domains} domains");
        var planted = await WorkView.ShowAsync(
            environment,
            json,
            "making samples",
            (long done) => ("making samples", (double)done / plan.Data.Samples),
            progress => Synthesizer.RunAsync(plan.Data, _data, overwrite, progress, stop));
        _console.WriteLine("2 of 3  Training the base recommender");
        if (await TrainAsync(BaseRun, plan.Base, stop) is not { Test: { } baseScores }) return null;
        _console.WriteLine("3 of 3  Training AREAD");
        if (await TrainAsync(AreadRun, plan.Aread, stop) is not { Test: { } areadScores }) return null;

        using var run = RunDirectory.Open(_runs, AreadRun);
        using var compared = RunDirectory.Open(_runs, BaseRun);
        var overlap = ClusterOverlap.Of(OverlapReport.Of(DomainMasks.Read(_runs, AreadRun)), planted);
        return new QuickstartResult(baseScores, areadScores, planted.Oracle, overlap, _data, _runs, RunReport.Write(run, compared));
    }

    private async Task<TrainingProgress> TrainAsync(string name, AreadOptions options, CancellationToken stop)
    {
        var view = json ? new PlainTrainingView(_console) : TrainingViews.For(environment, json: false);
        var last = await TrainingSession.RunAsync(environment, new TrainRequest(name, _runs, _data, options, Resume: false, overwrite), view, stop);
        return last.Ended!.Outcome == RunOutcome.Failed ? throw new AreadException(last.Ended.Reason) : last;
    }
}
