using Aread.Distributed.Compute;
using Aread.Distributed.Contracts;
using Aread.Distributed.Hosting;
using Aread.Distributed.Synchronization;
using Orleans.Placement;
using Orleans.Runtime;
using Orleans.Serialization;

namespace Aread.Distributed.Grains;

/// <inheritdoc cref="ITrainingJobGrain"/>
/// <remarks>A shell: the training is done by <see cref="TrainingJobs"/>.</remarks>
[GrainType("aread.training-job"), SiloRoleFilter, Immovable]
public sealed class TrainingJobGrain(
    TrainingJobs jobs, DeviceExecutor lanes, SiloRoster roster, ILocalSiloDetails silo, RecoveryOptions recovery, TimeProvider time, Serializer serializer)
    : Grain, ITrainingJobGrain
{
    /// <summary>Signs of life of a client that may be missing.</summary>
    private const int Missing = 3;

    private static readonly TimeSpan LongestPoll = TimeSpan.FromSeconds(5);

    private readonly CancellationTokenSource _ending = new();
    private readonly JobFeed _feed = new();
    private Task<TrainingJobResult>? _running;
    private Parcel<TrainingJobResult>? _result;
    private ParcelShelf? _parcels;
    private int _polls;
    private long _asked;

    private ParcelShelf Parcels => _parcels ??= new ParcelShelf(serializer, this.AsReference<IParcelSender>());

    /// <summary>How long a poll waits for news.</summary>
    private TimeSpan Patience => recovery.PingInterval / 2 < LongestPoll ? recovery.PingInterval / 2 : LongestPoll;

    public Task<TrainingSilo> DescribeAsync()
    {
        if (_running is null) DeactivateOnIdle();
        this.GetPrimaryKeyLong(out var key);
        return Task.FromResult(new TrainingSilo(silo.SiloAddress, lanes.Lanes, roster.Active(DomainKey.RoleOf(key!))));
    }

    public Task<SiloAddress> StartAsync(TrainingJobOrder order)
    {
        if (_running is null)
        {
            _asked = time.GetTimestamp();
            _running = jobs.RunAsync(order, _feed, _ending.Token);
            this.RegisterGrainTimer(EndIfForgottenAsync, new GrainTimerCreationOptions(recovery.PingInterval, recovery.PingInterval) { Interleave = true });
        }
        return Task.FromResult(silo.SiloAddress);
    }

    public async Task<TrainingJobStatus> PollAsync(long seen, CancellationToken cancellationToken)
    {
        if (_running is not { } running) throw Lost("knows no such job");
        _polls++;
        try
        {
            await ((Task)Task.WhenAny(running, _feed.NewsAsync(seen))).WaitAsync(Patience, time, cancellationToken)
                .ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing | ConfigureAwaitOptions.ContinueOnCapturedContext);
        }
        finally
        {
            (_polls, _asked) = (_polls - 1, time.GetTimestamp());
        }
        var (reports, progress) = _feed.Last;
        if (running.IsCanceled) throw Lost("is stopping");
        if (running.IsCompleted) _result ??= Parcels.Wrap(await running);
        return new TrainingJobStatus(reports, progress.Epoch, progress.Epochs, progress.DomainAuc, _result);
    }

    public Task EndAsync()
    {
        DeactivateOnIdle();
        return _ending.CancelAsync();
    }

    public Task<int> PackParcelAsync(long number) => Parcels.PackAsync(number);

    public Task<Blob<byte>> ReadParcelAsync(long number, int offset) => Task.FromResult(Parcels.Read(number, offset));

    public override async Task OnDeactivateAsync(DeactivationReason reason, CancellationToken cancellationToken)
    {
        await _ending.CancelAsync();
        if (_running is { } running) await ((Task)running).WaitAsync(cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing | ConfigureAwaitOptions.ContinueOnCapturedContext);
    }

    private Task EndIfForgottenAsync(CancellationToken cancellationToken) =>
        _polls == 0 && time.GetElapsedTime(_asked) >= Missing * recovery.PingInterval ? EndAsync() : Task.CompletedTask;

    private GrainLostException Lost(string why)
    {
        DeactivateOnIdle();
        return new GrainLostException($"Silo {silo.SiloAddress} {why}.");
    }
}
