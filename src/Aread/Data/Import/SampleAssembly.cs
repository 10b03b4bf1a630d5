namespace Aread.Data.Import;

/// <summary>Goes through the staged rows in the order of their times and writes samples: ids of their values, then histories.</summary>
internal sealed class SampleAssembly
{
    private readonly StagedRows _rows;
    private readonly DomainSelection _domains;
    private readonly IReadOnlyList<FieldIds> _fields;
    private readonly UserHistories[] _histories;
    private readonly int _padding;
    private readonly SplitTimes?[] _times = new SplitTimes?[Enum.GetValues<Split>().Length];

    public SampleAssembly(StagedRows rows, DomainSelection domains, IReadOnlyList<FieldIds> fields)
    {
        (_rows, _domains, _fields) = (rows, domains, fields);
        _histories = [.. rows.Plan.Schema.Histories.Select(history => new UserHistories(history, rows.Values[rows.Plan.User].Values.Count))];
        _padding = fields[rows.Plan.Item].Draft.Values.Count + 1;
    }

    /// <summary>Of the samples written so far, by split.</summary>
    public IReadOnlyList<SplitTimes> Times => [.. _times.OfType<SplitTimes>()];

    /// <summary>Of the samples written so far; null if no histories are made.</summary>
    public HistoryItems? HistoryItems => _histories.Length == 0 ? null : new HistoryItems(_histories.Sum(history => history.Items), _histories.Sum(history => history.NotBefore));

    public async Task WriteAsync(DatasetWriter writer, ImportMeter meter)
    {
        using var row = _rows.File.Read();
        using var past = _rows.File.Read();
        var sequences = _rows.Plan.Sequences.Sum(sequence => sequence.Length) + _histories.Sum(history => history.Length);
        var ids = new int[_fields.Count + sequences];
        var behind = past.MoveNext();
        for (long done = 0; row.MoveNext(); done++)
        {
            meter.Tick(ImportStage.Writing, done, _rows.File.Count);
            for (; _histories.Length > 0 && behind && past.Time < row.Time; behind = past.MoveNext()) Remember(past);
            var domain = DomainOf(row);
            if (domain < 0) continue;
            Fill(row, ids);
            var split = _rows.SplitOf(row);
            NoteTime(split, row.Time);
            await writer.AddAsync(domain, split, ids, StagedRows.LabelOf(row), meter.Cancellation);
        }
    }

    private void NoteTime(Split split, long time)
    {
        var last = DateTimeOffset.FromUnixTimeMilliseconds(time);
        if (_times[(int)split] is not { } noted) _times[(int)split] = new SplitTimes(split, last, last);
        else if (noted.Last != last) _times[(int)split] = noted with { Last = last };
    }

    private int DomainOf(RecordCursor row) => _domains.IndexOfValue[_rows.ValueOf(row, _rows.Plan.Domain)];

    private void Remember(RecordCursor past)
    {
        var mayBeSeen = _rows.TimeSplit is not null || _rows.SplitOf(past) == Split.Train;
        if (!mayBeSeen || DomainOf(past) < 0) return;
        var (user, item) = (_rows.ValueOf(past, _rows.Plan.User), IdOf(past, _rows.Plan.Item));
        foreach (var history in _histories) history.Add(user, item, StagedRows.LabelOf(past), past.Time);
    }

    private void Fill(RecordCursor row, int[] ids)
    {
        for (var field = 0; field < _fields.Count; field++) ids[field] = IdOf(row, field);
        var at = _fields.Count;
        foreach (var sequence in _rows.Plan.Sequences)
            for (var i = 0; i < sequence.Length; i++)
                ids[at++] = _rows.ItemOf(row, sequence, i) is var item and not ImportSequence.Nothing ? _fields[_rows.Plan.Item].IdOfValue![item] : _padding;
        foreach (var history in _histories)
        {
            var target = ids.AsSpan(at, history.Length);
            var user = _rows.ValueOf(row, _rows.Plan.User);
            if (_rows.Values[_rows.Plan.User].Values[user].Length == 0) target.Fill(_padding);
            else history.Fill(user, row.Time, target, _padding);
            at += history.Length;
        }
    }

    private int IdOf(RecordCursor row, int field)
    {
        var ids = _fields[field];
        return ids.Bins is { } bins ? bins[_rows.NumberOf(row, field)] + 1 : ids.IdOfValue![_rows.ValueOf(row, field)];
    }
}
