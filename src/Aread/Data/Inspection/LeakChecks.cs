using System.Globalization;
using Aread.Data.Import;

namespace Aread.Data.Inspection;

/// <summary>What can be said of leaks between splits from a data set alone.</summary>
internal static class LeakChecks
{
    /// <summary>The check of histories; null if there are none that an import made of these samples.</summary>
    public static HistoryCheck? HistoriesOf(DatasetManifest manifest, ImportRecord? record) =>
        record is null || record.Schema.Histories.Count == 0 || manifest.Base is not null ? null : new HistoryCheck(manifest, record);

    public static IReadOnlyList<DataCheck> Of(DatasetManifest manifest, ImportRecord? record, RepeatedSamples repeated, HistoryCheck? histories) =>
        [Files(manifest), .. Times(manifest, record), Repeats(manifest, record, repeated), Histories(manifest, record, histories)];

    /// <summary>Reading compares them, and ends where they differ.</summary>
    private static DataCheck Files(DatasetManifest manifest) => new(
        "Files are those that were written",
        CheckOutcome.Passed,
        $"{manifest.Domains.SelectMany(domain => domain.Partitions).Count(partition => !partition.IsEmpty)} partitions have the hashes that dataset.json states.");

    private static IEnumerable<DataCheck> Times(DatasetManifest manifest, ImportRecord? record)
    {
        const string Name = "No moment is in two splits";
        if (record is null || record.Schema.Split.By == SplitBy.Random || manifest.Base is not null) yield break;
        var isByTime = record.Schema.Split.By == SplitBy.Time;
        if (record.Times.Count == 0 && !isByTime) yield break;
        if (record.Times.Count == 0)
        {
            yield return new DataCheck(Name, CheckOutcome.Unknown, "The data set is of an earlier version, which did not write down when its splits begin and end.");
            yield break;
        }
        var ordered = record.Times.OrderBy(times => times.Split).ToArray();
        var apart = ordered.Zip(ordered.Skip(1)).All(pair => pair.First.Last < pair.Second.First);
        // A split that came with the rows may mean something else than time.
        yield return new DataCheck(Name, apart ? CheckOutcome.Passed : isByTime ? CheckOutcome.Failed : CheckOutcome.Unknown, string.Join(", ", ordered.Select(times => $"{times.Split.ToString().ToLowerInvariant()} {Moment(times.First)} to {Moment(times.Last)}")) + ".");
    }

    private static DataCheck Repeats(DatasetManifest manifest, ImportRecord? record, RepeatedSamples repeated)
    {
        const string Name = "No sample is in two splits";
        if (repeated.Count == 0) return new DataCheck(Name, CheckOutcome.Passed, "No sample of valid or test, of a user and an item that train has, has all ids and the label of one of an earlier split.");
        var found = $"{Count(repeated.Count)} samples of valid and test, of users and items that train has, have all ids and the label of one of an earlier split";
        return record is { Schema.Split.By: SplitBy.Time, Times.Count: > 0 } && manifest.Base is null
            ? new DataCheck(Name, CheckOutcome.Passed, $"{found}; they happened at other times.")
            : new DataCheck(Name, CheckOutcome.Unknown, $"{found}: the same row twice, or things that happened again. Partitions hold no times to tell.");
    }

    private static DataCheck Histories(DatasetManifest manifest, ImportRecord? record, HistoryCheck? histories)
    {
        const string Name = "Histories hold what was before";
        if (manifest.Sequences.Count == 0) return new DataCheck(Name, CheckOutcome.Passed, "There are none.");
        if (histories is null)
            return new DataCheck(Name, CheckOutcome.Unknown, manifest.Base is not null
                ? "Domains have come or gone since the histories were made."
                : record is null ? "No import made the data set, so what its sequences are made of is not known." : "All sequences were columns of the rows.");
        if (histories.First is { } first)
            return new DataCheck(Name, CheckOutcome.Failed,
                $"{Count(histories.Strangers)} of {Count(histories.Items)} items are of no sample that came before, the first in {first.Split.ToString().ToLowerInvariant()} of '{first.Domain}', sample {Count(first.Row)}.");
        if (record!.HistoryItems is { NotBefore: > 0 } late)
            return new DataCheck(Name, CheckOutcome.Failed, $"By the times of the import, {Count(late.NotBefore)} of the {Count(late.Items)} items that it took up were not before their sample.");
        if (histories.Unordered > 0 && record.HistoryItems is { } before)
            return new DataCheck(Name, CheckOutcome.Passed,
                $"{Count(histories.Items)} items: each has a sample of the same user and label that can have been before, and by the times of the import all {Count(before.Items)} that it took up were.");
        return histories.Unordered == 0
            ? new DataCheck(Name, CheckOutcome.Passed, $"{Count(histories.Items)} items: each has a sample of the same user and label in an earlier split, or further up in its own partition.")
            : new DataCheck(Name, CheckOutcome.Unknown,
                $"{Count(histories.Items)} items: {Count(histories.Items - histories.Unordered)} have a sample of the same user and label that was before, {Count(histories.Unordered)} only such as {(record.Schema.Split.By == SplitBy.Time ? "other domains have in the same split" : "another partition has")}. Partitions hold no times to tell whether those were before.");
    }

    private static string Count(long count) => count.ToString("N0", CultureInfo.InvariantCulture);

    private static string Moment(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture);
}
