using Aread.Distributed.Contracts;
using Aread.Distributed.Grains;
using Orleans.Runtime;

namespace Aread.Distributed.Hosting;

/// <summary>The lanes of a cluster's silos, each lent to one training at a time; first come, first served, on the silo with most lanes free.</summary>
/// <param name="look">The living silos, of which those given need not be asked again.</param>
/// <param name="interval">Between two looks.</param>
/// <param name="patience">How long silos may be out of sight, at the beginning and later.</param>
internal sealed class SiloLanes(
    Func<IReadOnlyList<TrainingSilo>, CancellationToken, Task<IReadOnlyList<TrainingSilo>>> look, TimeSpan interval, (TimeSpan First, TimeSpan Later) patience, TimeProvider time)
    : IAsyncDisposable
{
    private readonly Lock _lock = new();
    private readonly CancellationTokenSource _stop = new();
    private readonly Dictionary<SiloAddress, int> _lent = [];
    private readonly Dictionary<SiloAddress, string> _refusals = [];
    private readonly LinkedList<TaskCompletionSource<SiloAddress>> _waiting = [];
    private IReadOnlyList<TrainingSilo> _silos = [];
    private AreadException? _fault;
    private Task? _looking;

    /// <summary>A lane, when one is free. To be given back.</summary>
    /// <exception cref="AreadException">No silo can be used.</exception>
    public async Task<SiloAddress> TakeAsync(CancellationToken cancellationToken)
    {
        var asked = new TaskCompletionSource<SiloAddress>(TaskCreationOptions.RunContinuationsAsynchronously);
        lock (_lock)
        {
            if (_fault is not null) throw _fault;
            _waiting.AddLast(asked);
            _looking ??= Task.Run(() => LookAsync(_stop.Token), CancellationToken.None);
            Lend();
        }
        await using var left = cancellationToken.Register(() => asked.TrySetCanceled(cancellationToken));
        return await asked.Task;
    }

    public void Return(SiloAddress silo)
    {
        lock (_lock)
        {
            _lent[silo]--;
            Lend();
        }
    }

    /// <summary>The silo did not do what it was given: it is used again when it has answered.</summary>
    public void Suspect(SiloAddress silo)
    {
        lock (_lock) _silos = [.. _silos.Where(known => !known.Silo.Equals(silo))];
    }

    /// <summary>The silo is not used any more.</summary>
    public void Refuse(SiloAddress silo, string reason)
    {
        lock (_lock)
        {
            _refusals[silo] = reason;
            Lend();
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        if (_looking is not null) await _looking.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    /// <summary>Under the lock.</summary>
    private void Lend()
    {
        if (_silos.Count > 0 && _silos.All(silo => _refusals.ContainsKey(silo.Silo))) Fail(new AreadException($"No silo can do the trainings. {string.Join(' ', _refusals.Values.Order())}"));
        while (_waiting.First is { } first)
        {
            if (_silos.Where(silo => !_refusals.ContainsKey(silo.Silo)).MaxBy(Free) is not { } freest || Free(freest) <= 0) return;
            _waiting.RemoveFirst();
            // Who has left meanwhile takes none.
            if (first.Value.TrySetResult(freest.Silo)) _lent[freest.Silo] = _lent.GetValueOrDefault(freest.Silo) + 1;
        }
    }

    private int Free(TrainingSilo silo) => silo.Lanes - _lent.GetValueOrDefault(silo.Silo);

    /// <summary>Under the lock.</summary>
    private void Fail(AreadException fault)
    {
        _fault = fault;
        foreach (var waiting in _waiting) waiting.TrySetException(fault);
        _waiting.Clear();
    }

    private async Task LookAsync(CancellationToken cancellationToken)
    {
        var (seen, limit) = (time.GetTimestamp(), patience.First);
        while (true)
        {
            Exception? lost = null;
            try
            {
                IReadOnlyList<TrainingSilo> known;
                lock (_lock) known = _silos;
                var found = await look(known, cancellationToken);
                lock (_lock)
                {
                    _silos = found;
                    Lend();
                }
                if (found.Count > 0) (seen, limit) = (time.GetTimestamp(), patience.Later);
            }
            catch (AreadException fault)
            {
                lock (_lock) Fail(fault);
                return;
            }
            catch (Exception fault) when (Loss.Is(fault) && !cancellationToken.IsCancellationRequested)
            {
                lost = fault;
            }
            catch (Exception fault) when (!cancellationToken.IsCancellationRequested)
            {
                // Nobody looks any more, so nobody may wait.
                lock (_lock) Fail(new AreadException($"The cluster's silos could not be found out: {fault.Message}", fault));
                return;
            }
            if (time.GetElapsedTime(seen) >= limit)
            {
                lock (_lock) Fail(new AreadException($"For {limit.TotalMinutes:0.#} minutes no silo could be given trainings. {lost?.Message} 'aread cluster show' lists them.", lost!));
                return;
            }
            await Task.Delay(interval, time, cancellationToken);
        }
    }
}
