using Aread.Distributed.Exports;
using Aread.Distributed.Runs;
using Aread.Training;

namespace Aread.Host.Serving;

/// <summary>Where the model that is served is from.</summary>
/// <param name="Run">Null: it is an export's.</param>
/// <param name="Data">The run's data set, where it is not where the run says.</param>
/// <param name="Export">Null: it is a run's.</param>
/// <param name="Torch">Where to compute.</param>
internal sealed record ModelSource(string Runs, string? Run, string? Data, string? Export, ComputeOptions Compute, TorchOptions Torch)
{
    /// <summary>SHA-256 of the run's best checkpoint. Null: there is none, or the model is an export's and stays what it is.</summary>
    /// <exception cref="AreadException">There is no such run any more, or its checkpoint is damaged.</exception>
    public string? LatestCheckpoint()
    {
        if (Run is null) return null;
        using var run = RunDirectory.Open(Runs, Run);
        return run.Checkpoints.TryRead(SavePoint.Best)?.Sha256;
    }

    /// <summary>The best checkpoint of now, ready to score.</summary>
    /// <exception cref="AreadException">It cannot be served.</exception>
    public async Task<ModelService> LoadAsync(CancellationToken cancellationToken)
    {
        var exported = Export is not null
            ? await ExportedModel.LoadAsync(Export, cancellationToken)
            : await ExportedModel.OfRunAsync(Runs, Run!, Data, cancellationToken);
        return await ModelService.CreateAsync(exported, Compute, Torch, cancellationToken);
    }
}
