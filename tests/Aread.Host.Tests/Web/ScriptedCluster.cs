using System.Runtime.CompilerServices;
using Aread.Comparison;
using Aread.Data;
using Aread.Distributed.Contracts;
using Aread.Distributed.Hosting;
using Aread.Evaluation;
using Aread.Training;

namespace Aread.Host.Tests.Web;

/// <summary>A cluster that writes down what it is asked, and has one run, <c>first</c>.</summary>
internal sealed class ScriptedCluster : IClusterEngine
{
    public List<TrainRequest> Begun { get; } = [];

    public List<string> Asked { get; } = [];

    public List<EvaluateRequest> Evaluated { get; } = [];

    public Func<CancellationToken, Task<EvaluationReport>> Evaluate { get; init; } = _ => Task.FromResult(Stories.Report("test", 0.77));

    public Task<IReadOnlyList<RunEntry>> ListAsync(CancellationToken cancellationToken) => Task.FromResult<IReadOnlyList<RunEntry>>(
        [new RunEntry(new RunStatus("first", "/runs", nameof(RunPhase.WarmUp), 10, 0, ""), new RunRequest("/runs", "/data/shop", "{}"), IsWanted: true)]);

    public Task<IReadOnlyList<SiloEntry>> ListSilosAsync(CancellationToken cancellationToken) => Task.FromResult<IReadOnlyList<SiloEntry>>(
        [new SiloEntry("cpu-node-1", "10.0.0.1:11111", SiloRole.Cpu, SiloEntry.Active, DateTimeOffset.UnixEpoch, "node")]);

    public Task<IReadOnlyList<SiloLoad>> ListLoadsAsync(CancellationToken cancellationToken) => Task.FromResult<IReadOnlyList<SiloLoad>>([new SiloLoad("10.0.0.1:11111", 73.5, 3L << 30, 5L << 30, 27)]);

    public Task SubmitAsync(TrainRequest request, CancellationToken cancellationToken)
    {
        if (request.Run == "taken") throw new AreadException("Run 'taken' exists already.");
        Begun.Add(request);
        return Task.CompletedTask;
    }

    public Task<RunEnded> StopAsync(string run, CancellationToken cancellationToken)
    {
        Asked.Add($"stop {run}");
        return Task.FromResult(new RunEnded(RunOutcome.Stopped, "stopped on request") { Step = 12 });
    }

    public Task ResumeAsync(string run, CancellationToken cancellationToken)
    {
        Asked.Add($"resume {run}");
        return Task.CompletedTask;
    }

    public async IAsyncEnumerable<RunEvent> TrainAsync(TrainRequest request, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await SubmitAsync(request, cancellationToken);
        yield break;
    }

    public async IAsyncEnumerable<RunEvent> ChangeAsync(DomainRequest request, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await Task.CompletedTask;
        Asked.Add($"{request.Kind} {request.Domain} of {request.Run} {request.DataDirectory} {request.Epochs}");
        if (request.Domain == "taken") throw new AreadException("There is a domain 'taken' already.");
        yield return new DomainsChanged(1, request.Kind, request.Domain, IsUnsettled: true);
    }

    public Task<EvaluationReport> EvaluateAsync(EvaluateRequest request, IProgress<double>? progress, CancellationToken cancellationToken)
    {
        Evaluated.Add(request);
        progress?.Report(0.25);
        return Evaluate(cancellationToken);
    }

    public async IAsyncEnumerable<RunEvent> WatchAsync(string run, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await Task.CompletedTask;
        yield break;
    }

    public ITrainingPlace PlaceFor(Dataset dataset, DomainClusters? clusters, TorchOptions torch) => throw new NotSupportedException("The API trains no systems.");

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
