using System.IO.Compression;
using System.Text;

namespace Aread.Benchmarks.Published;

/// <summary>
/// Writes files in the layout of Amazon Review Data (2018): long-tailed users, items, brands and categories, in no order of time, a fifth of the ratings in the last
/// twelve months, and a few damaged lines and values. Users and items grow with the ratings, as 43.5 and 15.2 million do with 230 million; users rate for some
/// months, so that as many have three ratings within twelve.
/// </summary>
internal static class AmazonGenerator
{
    private const double UsersPerRating = 43.5 / 230;
    private const double ItemsPerRating = 15.2 / 230;
    private const int Categories = 25;

    /// <summary>Mean age of a user's last rating: of an exponential distribution, a fifth is younger than a year.</summary>
    private const double MeanAgeDays = 1250;

    /// <summary>Mean time from any of a user's ratings to the last.</summary>
    private const double MeanActiveDays = 150;

    private const long Day = 86_400;
    private const long Until = 1_534_291_200;
    private const string Digits = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ";

    public static void Write(string directory, long ratings)
    {
        Directory.CreateDirectory(directory);
        var (users, items) = ((int)(ratings * UsersPerRating), (int)(ratings * ItemsPerRating));
        using (var target = new StreamWriter(Path.Combine(directory, "all_csv_files.csv"), append: false, new UTF8Encoding(false), 1 << 20))
            WriteRatings(target, ratings, users, items);
        using var compressed = new GZipStream(File.Create(Path.Combine(directory, "All_Amazon_Meta.json.gz")), CompressionLevel.Fastest);
        using var metadata = new StreamWriter(compressed, new UTF8Encoding(false), 1 << 20);
        WriteMetadata(metadata, items);
    }

    private static void WriteRatings(StreamWriter target, long ratings, int users, int items)
    {
        var stream = new RandomStream(1, "generate-amazon-ratings");
        Span<char> item = stackalloc char[10];
        Span<char> user = stackalloc char[14];
        for (long row = 0; row < ratings; row++)
        {
            Id('B', Scattered(LongTail(stream, items, 3), items), item);
            var who = Scattered(LongTail(stream, users, 2), users);
            Id('A', who, user);
            var age = Exponential(new RandomStream(1, "generate-amazon-user", who), MeanAgeDays) + Exponential(stream, MeanActiveDays);
            var time = Until + (40 - Math.Min((long)age, 8000)) * Day;
            target.Write(item);
            target.Write(',');
            target.Write(user);
            target.Write($",{Stars(stream.NextDouble())}.0,{(row % 100_000 == 99_999 ? -1 : time)}\n");
        }
    }

    private static void WriteMetadata(StreamWriter target, int items)
    {
        var stream = new RandomStream(1, "generate-amazon-metadata");
        Span<char> id = stackalloc char[10];
        for (var item = 0; item < items; item++)
        {
            var draw = stream.NextDouble();
            if (draw < 0.02) continue;
            Id('B', item, id);
            if (draw < 0.021)
            {
                target.Write($"{{\"asin\": \"{id}\", \"category\": [\n");
                continue;
            }
            var category = LongTail(stream, Categories, 1.6);
            var categories = draw < 0.04 ? "" : $"\"Category {category:D2}\", \"Shelf {item % 90}\"";
            var (dollars, rank) = (Math.Exp(5.5 * stream.NextDouble()), (long)Math.Exp(15 * stream.NextDouble()) + 1);
            var price = item % 10 < 4 ? "" : item % 10 == 4 ? $"${dollars:F2} - ${2 * dollars:F2}" : item % 100 == 5 ? ".a-box{width:1px}" : $"${dollars:N2}";
            target.Write($"{{\"category\": [{categories}], \"tech1\": \"\", \"description\": [\"What the product is for, its measures, and how it is used.\"], ");
            target.Write($"\"title\": \"Product {item}\", \"brand\": \"Brand {LongTail(stream, 1 + items / 12, 2)}\", \"feature\": [\"One\", \"Two\"], ");
            target.Write($"\"rank\": \"{rank:N0} in Category {category:D2} (\", \"date\": \"June 1, 2016\", \"asin\": \"{id}\", \"price\": \"{price}\"}}\n");
        }
    }

    private static double Exponential(RandomStream stream, double mean) => -mean * Math.Log(1 - stream.NextDouble());

    private static int LongTail(RandomStream stream, int count, double exponent) => (int)(count * Math.Pow(stream.NextDouble(), exponent));

    /// <summary>Spreads neighbours, so that what is frequent does not stand together.</summary>
    private static int Scattered(int number, int count) => (int)(number * 7_368_787L % count);

    private static int Stars(double draw) => draw < 0.6 ? 5 : draw < 0.77 ? 4 : draw < 0.86 ? 3 : draw < 0.91 ? 2 : 1;

    private static void Id(char first, int number, Span<char> id)
    {
        id.Fill('0');
        id[0] = first;
        for (var at = id.Length - 1; number > 0; at--, number /= Digits.Length) id[at] = Digits[number % Digits.Length];
    }
}
