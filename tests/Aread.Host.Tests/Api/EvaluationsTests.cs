using Aread.Data;
using Aread.Distributed.Hosting;
using Aread.Evaluation;
using Aread.Host.Api;
using Aread.Host.Tests.Web;
using Aread.Host.Web;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;

namespace Aread.Host.Tests.Api;

public sealed class EvaluationsTests : IDisposable
{
    private static readonly EvaluateRequest Request = new("first", "/runs", null, Split.Test, new ComputeOptions(), new TorchOptions());

    private readonly FakeTimeProvider _time = new();
    private readonly ServerLifetime _server = new();
    private readonly Evaluations _evaluations;

    public EvaluationsTests() => _evaluations = new Evaluations(_time, _server, NullLogger<Evaluations>.Instance);

    public void Dispose() => _server.Dispose();

    [Fact]
    public async Task One_that_has_ended_is_kept_for_a_time_and_one_under_way_as_long_as_it_takes()
    {
        var ended = _evaluations.Begin(new ScriptedCluster(), Request, null);
        await ReadAsync(ended.Id);
        var underWay = _evaluations.Begin(new ScriptedCluster { Evaluate = stop => new TaskCompletionSource<EvaluationReport>().Task.WaitAsync(stop) }, Request, null);
        _time.Advance(Evaluations.Kept - TimeSpan.FromSeconds(1));
        Assert.Equal([ended.Id, underWay.Id], _evaluations.Of("first").Select(evaluation => evaluation.Id));
        _time.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal([underWay.Id], _evaluations.Of("first").Select(evaluation => evaluation.Id));
        Assert.Equal(404, (await Assert.ThrowsAsync<ApiException>(() => ReadAsync(ended.Id))).Status);
    }

    [Fact]
    public async Task The_end_of_the_server_ends_those_under_way()
    {
        var cancelled = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var cluster = new ScriptedCluster
        {
            Evaluate = async stop =>
            {
                await Task.Delay(Timeout.Infinite, stop).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
                cancelled.SetResult();
                throw new OperationCanceledException(stop);
            },
        };
        var begun = _evaluations.Begin(cluster, Request, null);
        _server.StopApplication();
        await cancelled.Task.WaitAsync(TestContext.Current.CancellationToken);
        var left = await _evaluations.ReadAsync("first", begun.Id, TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken);
        Assert.Equal((EvaluationState.Failed, "It was broken off."), (left.State, left.Reason));
    }

    private Task<RunEvaluation> ReadAsync(string id) => _evaluations.ReadAsync("first", id, TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken);
}
