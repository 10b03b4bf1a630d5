namespace Aread.Host;

/// <summary>How many letters must be added, dropped or replaced to get from one word to another, capitals aside (Levenshtein).</summary>
internal static class EditDistance
{
    public static int Between(string first, string second)
    {
        var row = Enumerable.Range(0, second.Length + 1).ToArray();
        for (var i = 0; i < first.Length; i++)
        {
            var diagonal = row[0];
            row[0] = i + 1;
            for (var j = 0; j < second.Length; j++)
            {
                var same = char.ToUpperInvariant(first[i]) == char.ToUpperInvariant(second[j]);
                (diagonal, row[j + 1]) = (row[j + 1], Math.Min(diagonal + (same ? 0 : 1), Math.Min(row[j], row[j + 1]) + 1));
            }
        }
        return row[^1];
    }
}
