using Aread.Comparison;
using Aread.Data;
using Aread.Distributed.Contracts;
using Aread.Distributed.Grains;
using Microsoft.Extensions.DependencyInjection;
using Orleans.Runtime;
using Orleans.Runtime.Placement;
using Orleans.Serialization;

namespace Aread.Distributed.Hosting;

/// <summary>
/// Trainings on the lanes of a cluster's silos. What a silo has not done when it is lost is done again by another, with the same result. Where a system is
/// a model for each domain, the domains are trained apart and put together here.
/// </summary>
internal sealed class ClusterTrainings : ITrainingPlace, IAsyncDisposable
{
    /// <summary>So many times the time in which a silo is found dead.</summary>
    private const int Detections = 3;

    /// <summary>Polls in a row that may fail: the client may have lost the silo that it calls through, and not the one that trains.</summary>
    private const int MissedPolls = 2;

    /// <summary>Silos that may be lost over one training.</summary>
    private const int MostLosses = 10;

    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Farewell = TimeSpan.FromSeconds(3);

    private readonly ClusterConnection _connection;
    private readonly ClusterOptions _cluster;
    private readonly Dataset _dataset;
    private readonly DomainClusters? _clusters;
    private readonly TorchOptions _torch;
    private readonly TimeProvider _time;
    private readonly SiloLanes _lanes;

    public ClusterTrainings(ClusterConnection connection, ClusterOptions cluster, Dataset dataset, DomainClusters? clusters, TorchOptions torch, TimeProvider time)
    {
        (_connection, _cluster, _dataset, _clusters, _torch, _time) = (connection, cluster, dataset, clusters, torch, time);
        var first = Detections * TimeSpan.FromSeconds(cluster.FailureDetectionSeconds);
        _lanes = new SiloLanes(LookAsync, ClusterMembership.Refresh(cluster), (first, TimeSpan.FromMinutes(cluster.RecoveryMinutes)), time);
    }

    private SiloRole Role => SiloRoles.Of(_torch);

    public async Task<TrainedJob> TrainAsync(TrainingJob job, IProgress<ComparisonProgress> progress, CancellationToken cancellationToken)
    {
        if (job.System.Name == ComparisonSystem.Isolated.Name) return await TrainDomainsAsync(job, progress, cancellationToken);
        var result = await DoAsync(OrderOf(job, null), progress, cancellationToken);
        return new TrainedJob(AreadJson.Read<ComparisonScore>(result.Score!), result.Seconds);
    }

    public ValueTask DisposeAsync() => _lanes.DisposeAsync();

    private async Task<TrainedJob> TrainDomainsAsync(TrainingJob job, IProgress<ComparisonProgress> progress, CancellationToken cancellationToken)
    {
        var domains = _dataset.Manifest.Domains;
        var trained = new TrainedDomain?[domains.Count];
        var (seconds, lockDone, began) = (new double[domains.Count], new Lock(), 0);
        var begin = new ProgressRelay(_ =>
        {
            if (Interlocked.Exchange(ref began, 1) == 0) progress.Report(new ComparisonProgress(0, domains.Count, null));
        });
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);

        // The largest first, so that no long one is left over at the end.
        await Task.WhenAll([.. Enumerable.Range(0, domains.Count).OrderByDescending(domain => domains[domain].Train.Samples).Select(async domain =>
        {
            try
            {
                var result = await DoAsync(OrderOf(job, domain), begin, stop.Token);
                lock (lockDone)
                {
                    (trained[domain], seconds[domain]) = (result.Domain!.ToDomain(domains[domain]), result.Seconds);
                    TrainedDomain[] done = [.. trained.OfType<TrainedDomain>()];
                    progress.Report(new ComparisonProgress(done.Length, domains.Count, IsolatedTraining.ValidAuc(done)));
                }
            }
            catch
            {
                await stop.CancelAsync();
                throw;
            }
        })]);
        return new TrainedJob(IsolatedTraining.Join([.. trained.OfType<TrainedDomain>()]), seconds.Sum());
    }

    private TrainingJobOrder OrderOf(TrainingJob job, int? domain) => new(
        job.System.Name, AreadJson.Write(job.Options), _dataset.Directory, _dataset.Fingerprint.Dataset, _clusters is null ? null : AreadJson.Write(_clusters), job.Test, domain);

    private async Task<TrainingJobResult> DoAsync(TrainingJobOrder order, IProgress<ComparisonProgress> progress, CancellationToken cancellationToken)
    {
        for (var losses = 0; ;)
        {
            var silo = await _lanes.TakeAsync(cancellationToken);
            try
            {
                return await DoAsync(silo, order, progress, cancellationToken);
            }
            catch (UnfitSiloException refused)
            {
                _lanes.Refuse(silo, refused.Message);
            }
            catch (Exception lost) when (Loss.Is(lost) && !cancellationToken.IsCancellationRequested)
            {
                _lanes.Suspect(silo);
                if (++losses == MostLosses) throw new AreadException($"A training of {order.System} was lost with its silo {losses} times, the last time so: {lost.Message} 'aread cluster show' lists the silos.", lost);
            }
            finally
            {
                _lanes.Return(silo);
            }
        }
    }

    private async Task<TrainingJobResult> DoAsync(SiloAddress silo, TrainingJobOrder order, IProgress<ComparisonProgress> progress, CancellationToken cancellationToken)
    {
        var services = await _connection.OpenAsync(cancellationToken);
        var grain = NewGrain(services.GetRequiredService<IGrainFactory>());
        try
        {
            var began = await At(silo, () => grain.StartAsync(order)).WaitAsync(cancellationToken);
            if (!began.Equals(silo)) throw new GrainLostException($"Silo {silo} takes no trainings.");
            for (var (seen, missed) = (0L, 0); ;)
            {
                TrainingJobStatus status;
                try
                {
                    status = await grain.PollAsync(seen, cancellationToken).WaitAsync(cancellationToken);
                }
                catch (Exception lost) when (lost is not GrainLostException && Loss.Is(lost) && !cancellationToken.IsCancellationRequested && ++missed < MissedPolls)
                {
                    await Task.Delay(Pause, _time, cancellationToken);
                    continue;
                }
                if (status.Reports > seen) progress.Report(new ComparisonProgress(status.Epoch, status.Epochs, status.DomainAuc));
                if (status.Result is { } result) return await result.OpenAsync(services.GetRequiredService<Serializer>()).WaitAsync(cancellationToken);
                (seen, missed) = (status.Reports, 0);
            }
        }
        finally
        {
            // One that is not reached ends by itself.
            await grain.EndAsync().WaitAsync(Farewell, _time, CancellationToken.None).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private async Task<IReadOnlyList<TrainingSilo>> LookAsync(IReadOnlyList<TrainingSilo> known, CancellationToken cancellationToken)
    {
        var grains = await _connection.GrainsAsync(cancellationToken);
        if (known.Count == 0) await RequireRoleAsync(cancellationToken);
        var any = await NewGrain(grains).DescribeAsync().WaitAsync(cancellationToken);
        var found = await Task.WhenAll(any.Peers.Select(async peer => known.FirstOrDefault(silo => silo.Silo.Equals(peer)) ?? await DescribeAsync(grains, peer)));
        cancellationToken.ThrowIfCancellationRequested();
        return [.. found.OfType<TrainingSilo>().OrderBy(silo => silo.Silo)];
    }

    /// <returns>Null if it does not answer.</returns>
    private async Task<TrainingSilo?> DescribeAsync(IGrainFactory grains, SiloAddress silo)
    {
        try
        {
            var described = await At(silo, NewGrain(grains).DescribeAsync);
            return described.Silo.Equals(silo) ? described : null;
        }
        catch (Exception lost) when (Loss.Is(lost))
        {
            return null;
        }
    }

    private async Task RequireRoleAsync(CancellationToken cancellationToken)
    {
        SiloEntry[] active = [.. (await ClusterDirectory.ReadAsync(_cluster, _time, cancellationToken)).Where(silo => silo.Status == SiloEntry.Active)];
        if (active.Length > 0 && active.All(silo => silo.Role != Role))
            throw new NoSiloException($"The trainings compute on a {Role.Name()} (Torch:Device={_torch.Device}), and none of the cluster's {active.Length} silos has that role. "
                + $"Start one with 'aread silo --role {Role.Name()}', or train with another --set Torch:Device.");
    }

    private ITrainingJobGrain NewGrain(IGrainFactory grains) => grains.GetGrain<ITrainingJobGrain>(0, DomainKey.Of(Path.GetRandomFileName(), Role));

    /// <summary>The first call to a grain, which decides where it comes to be.</summary>
    private static Task<T> At<T>(SiloAddress silo, Func<Task<T>> call)
    {
        RequestContext.Set(IPlacementDirector.PlacementHintKey, silo);
        try
        {
            return call();
        }
        finally
        {
            RequestContext.Remove(IPlacementDirector.PlacementHintKey);
        }
    }
}
