using Aread.Data;
using Aread.Hei;

namespace Aread.Training;

/// <summary>What of a run's state goes on, and where, when its data set becomes another in which a domain came, went, rests or grew.</summary>
/// <remarks>Dense weights go on as they are: no parameter belongs to a domain or a value.</remarks>
public sealed class DomainTransfer
{
    private readonly RunContext _from, _to;
    private readonly FeatureLayout _before, _after;
    private readonly Dictionary<string, int> _places;
    private readonly HashSet<int> _gone;

    public DomainTransfer(RunContext from, RunContext to)
    {
        (_from, _to) = (from, to);
        (_before, _after) = (from.Model.Layout.Shape.Features, to.Model.Layout.Shape.Features);
        _places = from.Domains.Select((domain, i) => (domain.Name, i)).ToDictionary();
        var staying = to.Domains.Select(domain => domain.Name).ToHashSet();
        _gone = [.. from.Domains.Where(domain => !staying.Contains(domain.Name)).Select(domain => domain.Id)];
    }

    /// <summary>Whether all embedding rows go on where they are.</summary>
    public bool KeepsRows => _gone.Count == 0 && _before.VocabularySizes.SequenceEqual(_after.VocabularySizes);

    /// <summary>Where a domain was in the list before; null if it is new.</summary>
    public int? PlaceBefore(int domain) => _places.TryGetValue(_to.Domains[domain].Name, out var place) ? place : null;

    /// <summary>The row before that a row goes on from; null if it begins at its start values.</summary>
    public int? RowBefore(int row)
    {
        var (field, id) = FieldOf(row);
        var isPadded = field == _to.Manifest.ItemFieldIndex && _to.Manifest.Sequences.Count > 0;
        if (isPadded && id == _after.VocabularySizes[field] - 1) return _before.Row(field, _before.VocabularySizes[field] - 1);
        if (id >= _before.VocabularySizes[field] - (isPadded ? 1 : 0)) return null;
        return field == _to.Manifest.DomainFieldIndex && _gone.Contains(id) ? null : _before.Row(field, id);
    }

    /// <summary>Start values of a row that goes on from none.</summary>
    public void Start(int row, Span<float> values)
    {
        var (field, id) = FieldOf(row);
        EmbeddingTable.Start(values, new RandomStream(_to.Seed, "added-row", field, id), _to.Options.Hei.EmbeddingInitialRange);
    }

    /// <summary>How far the run is, said of the domains after the change.</summary>
    /// <param name="lastEpoch">See <see cref="TrainingState.LastEpoch"/>.</param>
    public TrainingState StateAfter(TrainingState state, DomainChange change, int? lastEpoch)
    {
        int[]? done = state.EpochBatch == 0 && state.EpochDone is null ? null : DoneAfter(new StepSchedule(_from).EpochDone(state));
        var unsettled = UnsettledAfter(state, change);
        return state with
        {
            Changes = [.. state.Changes ?? [], change with { Unsettles = unsettled is not null }],
            EpochDone = done,
            EpochBatch = done?.Sum() ?? 0,
            Unsettled = unsettled,
            LastEpoch = lastEpoch,
        };
    }

    private int[] DoneAfter(int[] before) =>
        [.. _to.Domains.Select((domain, i) => PlaceBefore(i) is not { } place || IsRenewed(domain) ? 0 : before[place])];

    /// <summary>A domain with more samples begins its pass anew: the batches of the old pass are no longer there.</summary>
    private bool IsRenewed(DomainSpec domain) => _from.Domains[_places[domain.Name]].Train.Samples != domain.Train.Samples;

    private int[]? UnsettledAfter(TrainingState state, DomainChange change)
    {
        // Before the first search nothing is scored, and that search is for all.
        if (state.MaskedBatches == 0) return null;
        var searchesNew = change.Kind == DomainChangeKind.Add && _to.Options.Hemp.Enabled;
        var isScoredAnew = change.Kind is DomainChangeKind.Add || (change.Kind is DomainChangeKind.Remove or DomainChangeKind.Append && state.BestScore is not null);
        if (state.Unsettled is null && !isScoredAnew) return null;
        var waiting = (state.Unsettled ?? []).Select(domain => _from.Domains[domain].Name).ToHashSet();
        return [.. Enumerable.Range(0, _to.Domains.Count).Where(domain => waiting.Contains(_to.Domains[domain].Name) || (searchesNew && PlaceBefore(domain) is null))];
    }

    private (int Field, int Id) FieldOf(int row)
    {
        var field = _after.Fields - 1;
        while (_after.Row(field, 0) > row) field--;
        return (field, row - _after.Row(field, 0));
    }
}
