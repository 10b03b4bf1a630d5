using System.Text;

namespace Aread.Benchmarks;

/// <summary>Writes rows with long-tailed users, items and domains, in the order of their times.</summary>
internal static class CsvGenerator
{
    private const int Users = 500_000;
    private const int Domains = 200;

    public static void Write(string file, long rows, int items = 100_000)
    {
        var stream = new RandomStream(1, "generate-csv");
        using var writer = new StreamWriter(file, append: false, new UTF8Encoding(false), 1 << 16);
        writer.Write("user,item,domain,ts,city,price,label\n");
        for (long row = 0; row < rows; row++)
        {
            var (user, item, domain) = (LongTail(Users), LongTail(items), LongTail(Domains));
            writer.Write($"u{user},i{item},d{domain},{1_600_000_000 + row / 3},c{user % 300},{item % 5000 / 100.0:F2},{(stream.NextDouble() < 0.3 ? 1 : 0)}\n");
        }

        int LongTail(int count) => (int)(count * Math.Pow(stream.NextDouble(), 2.5));
    }
}
