using System.Text;

namespace Aread.Data.Published;

/// <summary>Counts the rows of one input file, and those rejected. A share above the limit ends the import.</summary>
internal sealed class FileRejects(RejectLog log, InputFile file)
{
    private const int Shown = 5;
    private const int LongestText = 200;

    /// <summary>Rows between two looks at what is left of a file of another kind. Damaged rows may lie together in a good one, so that the share itself is known at its end.</summary>
    private const long Interval = 8192;

    private readonly SortedDictionary<string, long> _reasons = new(StringComparer.Ordinal);
    private readonly List<RejectedRow> _first = [];
    private long _rows;
    private long _rejected;

    public RejectedRows Result => new(file.Name, _rows, _reasons, _first);

    /// <summary>One row more is read.</summary>
    /// <exception cref="AreadException">More rows are rejected than may be.</exception>
    public void Count()
    {
        if (_rows > 0 && _rows % Interval == 0 && 2 * _rejected > _rows) log.RequireShare(Result);
        _rows++;
    }

    /// <summary>Leaves out a row that was counted.</summary>
    /// <param name="line">From 1.</param>
    /// <param name="reason">One of few sentences: rows are counted by it.</param>
    /// <param name="text">UTF-8 or not.</param>
    public void Reject(long line, string reason, ReadOnlySpan<byte> text)
    {
        _rejected++;
        _reasons[reason] = _reasons.GetValueOrDefault(reason) + 1;
        var shown = Encoding.UTF8.GetString(text[..Math.Min(text.Length, LongestText * 4)]);
        var row = new RejectedRow(file.Name, line, reason, Printable(shown.Length > LongestText ? shown[..LongestText] : shown));
        if (_rejected <= Shown) _first.Add(row);
        log.Write(row);
    }

    /// <summary>All rows are read.</summary>
    /// <exception cref="AreadException">More rows are rejected than may be.</exception>
    public void Complete() => log.RequireShare(Result);

    /// <summary>Control characters as pictures of them, so that a damaged row does nothing to the terminal that shows it.</summary>
    private static string Printable(string text) =>
        string.Create(text.Length, text, (shown, source) =>
        {
            for (var i = 0; i < shown.Length; i++) shown[i] = source[i] < ' ' ? (char)('\u2400' + source[i]) : char.IsControl(source[i]) ? '\uFFFD' : source[i];
        });
}
