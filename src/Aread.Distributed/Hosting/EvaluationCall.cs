using Aread.Data;
using Aread.Distributed.Contracts;
using Aread.Distributed.Grains;
using Aread.Evaluation;

namespace Aread.Distributed.Hosting;

/// <summary>Lets a coordinator score a run, and asks it meanwhile how far it is.</summary>
/// <remarks>
/// A client is not told when the silo that it calls through dies: that it gets no answer to this short question is how it learns that the long one may be
/// lost, too. One question without an answer proves nothing, as a busy silo may be late.
/// </remarks>
internal static class EvaluationCall
{
    private static readonly TimeSpan ProgressInterval = TimeSpan.FromMilliseconds(200);

    /// <summary>For scores on their way from a coordinator that no longer computes them.</summary>
    private static readonly TimeSpan Delivery = TimeSpan.FromSeconds(5);

    /// <inheritdoc cref="IAreadEngine.EvaluateAsync"/>
    public static async Task<EvaluationReport> RunAsync(ICoordinatorGrain coordinator, RunRequest request, Split split, IProgress<double>? progress, CancellationToken cancellationToken)
    {
        using var over = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var evaluating = coordinator.EvaluateAsync(request, split, over.Token);
        try
        {
            await FollowAsync(coordinator, evaluating, progress, cancellationToken);
            return AreadJson.Read<EvaluationReport>(await evaluating);
        }
        catch
        {
            evaluating.Ignore();
            await over.CancelAsync();
            throw;
        }
    }

    /// <summary>Until there is an answer.</summary>
    /// <exception cref="TimeoutException">There will be none.</exception>
    private static async Task FollowAsync(ICoordinatorGrain coordinator, Task evaluating, IProgress<double>? progress, CancellationToken cancellationToken)
    {
        var (share, isLate) = (0.0, false);
        while (await Task.WhenAny(evaluating, Task.Delay(ProgressInterval, cancellationToken)) != evaluating)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var asked = coordinator.GetStatusAsync();
            asked.Ignore();
            if (await Task.WhenAny(evaluating, asked).WaitAsync(cancellationToken) == evaluating) return;
            try
            {
                var now = (await asked).ScoredDomains;
                if (isLate && now < share)
                {
                    await evaluating.WaitAsync(Delivery, cancellationToken);
                    return;
                }
                share = now;
                progress?.Report(now);
            }
            // What has not begun to compute is begun again for little.
            catch (TimeoutException) when (!isLate && share > 0)
            {
                isLate = true;
            }
        }
    }
}
