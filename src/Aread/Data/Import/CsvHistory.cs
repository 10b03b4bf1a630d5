namespace Aread.Data.Import;

/// <summary>
/// A sequence of the user's last items, newest first, from samples strictly before this one's time. Where rows are not divided by time only
/// train samples are looked back at.
/// </summary>
/// <param name="Length">Most items.</param>
/// <param name="WindowDays">How far back; no limit if absent.</param>
public sealed record CsvHistory(string Name, HistoryOf Of, int Length = 5, double? WindowDays = null);
