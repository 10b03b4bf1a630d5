using Aread.Data;
using Aread.Data.Revision;
using Aread.Distributed.Contracts;
using Aread.Distributed.Runs;
using Aread.Training;

namespace Aread.Distributed.Grains;

/// <summary>A change of a run's domains that was made ready while the run went on, and waits to be taken up.</summary>
/// <param name="After">The run's context after it.</param>
internal sealed record PendingChange(DomainChangeKind Kind, string Domain, int Epochs, RunContext After)
{
    private readonly TaskCompletionSource _taken = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Ends when the change is part of the run's checkpoint, or with what kept it from that.</summary>
    public Task Taken => _taken.Task;

    /// <summary>Makes the data set that the run is to go on with.</summary>
    /// <exception cref="AreadException">The order does not fit the run; nothing of it is left.</exception>
    public static async Task<PendingChange> PrepareAsync(DomainOrder order, RunContext before, RunDirectory directory, CancellationToken cancellationToken)
    {
        var kind = Enum.Parse<DomainChangeKind>(order.Kind);
        var target = directory.Data.DirectoryOf(directory.Changes.Count + 1);
        var revision = new DatasetRevision(before.Dataset, target, directory.RequireWriter);
        var dataset = kind switch
        {
            DomainChangeKind.Add => await revision.AddAsync(order.Domain, Source(), cancellationToken),
            DomainChangeKind.Append => await revision.AppendAsync(order.Domain, Source(), cancellationToken),
            DomainChangeKind.Remove => await revision.RemoveAsync(order.Domain, cancellationToken),
            _ => await revision.PauseAsync(order.Domain, kind == DomainChangeKind.Pause, cancellationToken),
        };
        try
        {
            return new PendingChange(kind, order.Domain, order.Epochs, RunContext.Create(dataset, before.Options, before.Device));
        }
        catch
        {
            Directory.Delete(target, recursive: true);
            throw;
        }

        Dataset Source() => Dataset.Open(order.DataDirectory ?? throw new AreadException("Name the data set that holds the domain's samples (--data)."));
    }

    public void Succeed() => _taken.TrySetResult();

    public void Fail(Exception reason)
    {
        _taken.TrySetException(reason);
        _taken.Task.Ignore();
    }
}
