using Aread.Data;
using Aread.Distributed.Contracts;
using Aread.Evaluation;

namespace Aread.Distributed.Hosting;

/// <summary>Lets a coordinator score a run, and asks it meanwhile how far it is.</summary>
internal static class EvaluationCall
{
    private static readonly TimeSpan ProgressInterval = TimeSpan.FromMilliseconds(200);

    /// <inheritdoc cref="IAreadEngine.EvaluateAsync"/>
    public static async Task<EvaluationReport> RunAsync(ICoordinatorGrain coordinator, RunRequest request, Split split, IProgress<double>? progress, CancellationToken cancellationToken)
    {
        using var over = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var evaluating = coordinator.EvaluateAsync(request, split, over.Token);
        try
        {
            while (await Task.WhenAny(evaluating, Task.Delay(ProgressInterval, cancellationToken)) != evaluating)
            {
                cancellationToken.ThrowIfCancellationRequested();
                progress?.Report((await coordinator.GetStatusAsync()).ScoredDomains);
            }
            return AreadJson.Read<EvaluationReport>(await evaluating);
        }
        catch
        {
            evaluating.Ignore();
            await over.CancelAsync();
            throw;
        }
    }
}
