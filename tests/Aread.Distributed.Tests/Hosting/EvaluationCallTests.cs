using System.Reflection;
using Aread.Data;
using Aread.Distributed.Contracts;
using Aread.Distributed.Hosting;
using Aread.Evaluation;

namespace Aread.Distributed.Tests.Hosting;

/// <summary>What a coordinator that answers late, or not any more, means for the scores that are waited for.</summary>
public sealed class EvaluationCallTests
{
    private static readonly EvaluationReport Report = new("test", 0.7, 0.5, 0.6, 0.61, null, 0.63, [], [new DomainMetrics("x", 4, 4, null, 0.1)]);

    private readonly ICoordinatorGrain _grain = DispatchProxy.Create<ICoordinatorGrain, Coordinator>();

    private Coordinator Script => (Coordinator)_grain;

    [Fact]
    public async Task One_late_answer_costs_no_scores()
    {
        Script.Answers = [0.5, null, 0.75];
        Assert.Equivalent(Report, await RunAsync());
    }

    [Fact]
    public async Task Two_late_answers_are_a_loss()
    {
        Script.Answers = [0.5, null, 0.75, null];
        await Assert.ThrowsAsync<TimeoutException>(RunAsync);
    }

    [Fact]
    public async Task A_late_answer_before_anything_is_scored_is_a_loss()
    {
        Script.Answers = [0, null];
        await Assert.ThrowsAsync<TimeoutException>(RunAsync);
    }

    [Fact]
    public async Task Scores_that_were_lost_on_their_way_are_not_waited_for()
    {
        Script.Answers = [0.5, null, 0];
        Script.IsScored = false;
        await Assert.ThrowsAsync<TimeoutException>(RunAsync);
    }

    private Task<EvaluationReport> RunAsync() =>
        EvaluationCall.RunAsync(_grain, new RunRequest("/runs", "/data", "{}"), Split.Test, null, TestContext.Current.CancellationToken);

    /// <summary>Tells one share of scored domains after another, null being late, and then the scores.</summary>
    public class Coordinator : DispatchProxy
    {
        private readonly TaskCompletionSource<string> _scores = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private int _asked;

        public double?[] Answers { get; set; } = [];

        public bool IsScored { get; set; } = true;

        protected override object? Invoke(MethodInfo? method, object?[]? arguments) => method!.Name switch
        {
            nameof(ICoordinatorGrain.EvaluateAsync) => _scores.Task,
            nameof(ICoordinatorGrain.GetStatusAsync) => Answer(),
            _ => throw new NotSupportedException(method.Name),
        };

        private Task<RunStatus> Answer()
        {
            var share = _asked < Answers.Length ? Answers[_asked] : Answers[^1];
            if (++_asked > Answers.Length && IsScored) _scores.TrySetResult(AreadJson.Write(Report));
            return share is { } known
                ? Task.FromResult(new RunStatus("first", "/runs", "", 0, known, ""))
                : Task.FromException<RunStatus>(new TimeoutException("No answer."));
        }
    }
}
