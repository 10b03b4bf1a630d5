using System.Globalization;
using Aread.Serving;

namespace Aread.Distributed.Tests.Exports;

/// <summary>Rows of a CSV file that has a column of every kind, and what a sample to be scored says of them.</summary>
internal static class MovieRows
{
    public const string Schema = """
        {
          "columns": [
            { "name": "user", "kind": "user" },
            { "name": "item", "kind": "item", "minCount": 3 },
            { "name": "genre", "kind": "domain" },
            { "name": "ts", "kind": "time", "derive": [ "weekday", "hour" ] },
            { "name": "price", "kind": "numeric", "bins": 4, "allowMissing": true },
            { "name": "device", "kind": "categorical", "allowMissing": true },
            { "name": "seen", "kind": "sequence", "length": 3 },
            { "name": "note", "kind": "ignore" },
            { "name": "part", "kind": "split" },
            { "name": "label", "kind": "label" }
          ],
          "split": { "by": "column" },
          "minDomainSamples": 20,
          "smallDomains": "pool"
        }
        """;

    private const int Count = 420;

    private static readonly string[] Genres = ["drama", "comedy", "western", "noir"];

    public static string Csv() => "user,item,genre,ts,price,device,seen,note,part,label\n" + string.Concat(Enumerable.Range(0, Count).Select(Line));

    /// <summary>The test rows of a domain in the order of the file, which is that of their times.</summary>
    public static IReadOnlyList<IReadOnlyDictionary<string, RawValue>> TestSamples(string domain) =>
        [.. Enumerable.Range(0, Count).Where(row => Part(row) == "test" && DomainOf(row) == domain).Select(Sample)];

    private static Dictionary<string, RawValue> Sample(int row) => new()
    {
        ["user"] = RawValue.Of(User(row)),
        ["item"] = RawValue.Of(Item(row)),
        ["ts"] = RawValue.Of(Time(row)),
        ["price"] = RawValue.Of(Price(row)),
        ["device"] = RawValue.Of(Device(row)),
        ["seen"] = RawValue.Of(Seen(row)),
    };

    private static string Line(int row) => string.Join(',',
        User(row), Item(row), Genre(row), Time(row), Price(row), Device(row), $"\"[{string.Join(", ", Seen(row))}]\"", "x", Part(row), $"{(row * 7 + row / 3) % 5 % 2}") + "\n";

    /// <summary>Two genres are too small and become one domain.</summary>
    private static string DomainOf(int row) => Genre(row) is "western" or "noir" ? "other" : Genre(row);

    private static string Genre(int row) => row % 7 == 3 ? Genres[2 + row / 7 % 2] : Genres[row % 3 == 0 ? 1 : 0];

    private static string Part(int row) => row % 5 == 3 ? "valid" : row % 5 == 4 ? "test" : "train";

    private static string User(int row) => $"u{row * 13 % 31}";

    private static string Item(int row) => $"i{row * 17 % 43 * (row % 9 == 0 ? 100 + row : 1)}";

    private static string Time(int row) => (1_700_000_000 + row * 4001L).ToString(CultureInfo.InvariantCulture);

    private static string Price(int row) => row % 11 == 0 ? "" : (row * 37 % 101 / 4.0).ToString(CultureInfo.InvariantCulture);

    private static string Device(int row) => (row % 4) switch { 0 => "", 1 => "tv", 2 => "phone", _ => $"d{row}" };

    private static string[] Seen(int row) => [.. Enumerable.Range(0, row % 6).Select(i => Item(row + i + 1))];
}
