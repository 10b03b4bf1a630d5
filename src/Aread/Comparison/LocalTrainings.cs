using Aread.Data;
using Aread.Tensors;
using static TorchSharp.torch;

namespace Aread.Comparison;

/// <summary>Trainings in this process, on threads of their own.</summary>
/// <param name="clusters">Groups of domains for the systems that have a tower for each; null: every domain is one.</param>
/// <param name="lanes">Trainings at once.</param>
public sealed class LocalTrainings(Dataset dataset, DomainClusters? clusters, Device device, int lanes) : ITrainingPlace
{
    private readonly SemaphoreSlim _free = new(lanes);
    private readonly Lock _reading = new();
    private Task<ComparisonData>? _data;

    public async Task<TrainedJob> TrainAsync(TrainingJob job, IProgress<ComparisonProgress> progress, CancellationToken cancellationToken)
    {
        await _free.WaitAsync(cancellationToken);
        try
        {
            var data = await DataAsync(cancellationToken);
            return await Task.Factory.StartNew(() =>
            {
                TorchLane.Enter(job.Options.Compute.ThreadsPerLane);
                return job.Train(data, device, progress, cancellationToken);
            }, cancellationToken, TaskCreationOptions.LongRunning, TaskScheduler.Default);
        }
        finally
        {
            _free.Release();
        }
    }

    /// <summary>Read once, for all trainings; anew only if that failed.</summary>
    private Task<ComparisonData> DataAsync(CancellationToken cancellationToken)
    {
        lock (_reading) return _data is { IsFaulted: false, IsCanceled: false } ? _data : _data = ReadAsync(cancellationToken);
    }

    private async Task<ComparisonData> ReadAsync(CancellationToken cancellationToken)
    {
        var data = await ComparisonData.ReadAsync(dataset, cancellationToken);
        return clusters is null ? data : data.WithGroups(clusters);
    }
}
