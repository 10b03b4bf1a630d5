using System.Runtime.CompilerServices;
using Aread.Distributed.Hosting;
using Aread.Distributed.Runs;
using Aread.Evaluation;
using Aread.Hemp;
using Aread.Training;

namespace Aread.Host.Tests;

/// <summary>An engine that tells a story instead of training. It keeps the run's directory as a real one does.</summary>
internal sealed class ScriptedEngine : IAreadEngine
{
    public IReadOnlyList<RunEvent> Story { get; init; } = Stories.Finished();

    public Func<TrainRequest, MaskReport?> Masks { get; init; } = _ => null;

    public EvaluationReport Report { get; init; } = Stories.Report("test", 0.77);

    /// <summary>Called before each event.</summary>
    public Action<RunEvent> Before { get; init; } = _ => { };

    public TrainRequest? Trained { get; private set; }

    public EvaluateRequest? Evaluated { get; private set; }

    public bool IsDisposed { get; private set; }

    public DomainRequest? Changed { get; private set; }

    public async IAsyncEnumerable<RunEvent> ChangeAsync(DomainRequest request, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        Changed = request;
        await foreach (var happened in TrainAsync(new TrainRequest(request.Run, request.RunsDirectory, "", new AreadOptions(), Resume: true, Overwrite: false), cancellationToken)) yield return happened;
    }

    public async IAsyncEnumerable<RunEvent> TrainAsync(TrainRequest request, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        Trained = request;
        using var run = request.Resume
            ? RunDirectory.Resume(request.RunsDirectory, request.Run)
            : RunDirectory.Create(
                request.RunsDirectory,
                request.Run,
                new RunDescription(request.DataDirectory, "", "", request.Options.Training.Seed, DateTimeOffset.UnixEpoch),
                request.Options,
                request.Overwrite ? RunConflict.Overwrite : RunConflict.Refuse);
        foreach (var happened in Story)
        {
            await Task.Yield();
            Before(happened);
            if (cancellationToken.IsCancellationRequested)
            {
                yield return new RunEnded(RunOutcome.Stopped, "stopped on request") { Step = happened.Step, Time = happened.Time };
                yield break;
            }
            run.AppendEvent(happened);
            if (Masks(request) is { } masks) run.WriteMasks(masks);
            if (happened is EpochEvaluated { Report.Split: "test" } test) run.WriteMetrics(test.Report);
            yield return happened;
        }
    }

    public Task<EvaluationReport> EvaluateAsync(EvaluateRequest request, IProgress<double>? progress, CancellationToken cancellationToken)
    {
        Evaluated = request;
        progress?.Report(1);
        return Task.FromResult(Report);
    }

    public ValueTask DisposeAsync()
    {
        IsDisposed = true;
        return ValueTask.CompletedTask;
    }
}
