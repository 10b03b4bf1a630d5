using System.Globalization;
using System.Text;

namespace Aread.Benchmarks.Published;

/// <summary>
/// Writes the four files of AliCCP in their published shape: half of the samples train, half test, users, items and domains long-tailed, 58
/// samples and 500 features for each line of common features. 85 million samples have the published size.
/// </summary>
internal static class AliCcpGenerator
{
    private const int SamplesPerCommon = 58;
    private const int CommonPerUser = 3;
    private const int SamplesPerItem = 20;
    private const int Domains = 7000;
    private const int Fillers = 256;
    private const int FillerFeatures = 480;

    private static readonly string[] UserFields = ["121", "122", "124", "125", "126", "127", "128", "129", "109_14", "110_14", "127_14", "150_14"];
    private static readonly string[] SampleFields = ["207", "210", "216", "301", "508", "509", "702", "853"];

    public static void Write(string directory, long samples)
    {
        Directory.CreateDirectory(directory);
        foreach (var part in (string[])["train", "test"]) Write(directory, part, samples / 2);
    }

    private static void Write(string directory, string part, long samples)
    {
        var draws = new RandomStream(1, $"generate-aliccp-{part}");
        var common = Math.Max(1, samples / SamplesPerCommon);
        WriteCommon(Path.Combine(directory, $"common_features_{part}.csv"), part, common, draws);
        using var writer = new StreamWriter(Path.Combine(directory, $"sample_skeleton_{part}.csv"), append: false, new UTF8Encoding(false), 1 << 16);
        var items = (int)Math.Max(100, samples / SamplesPerItem);
        for (long sample = 0; sample < samples; sample++)
        {
            var click = draws.NextDouble() < 0.04;
            var item = LongTail(draws, items, 2);
            writer.Write(string.Create(CultureInfo.InvariantCulture, $"{sample + 1},{(click ? 1 : 0)},{(click && draws.NextDouble() < 0.01 ? 1 : 0)},{Index(part, sample * common / samples)},{2 + SampleFields.Length},"));
            writer.Write(string.Create(CultureInfo.InvariantCulture, $"205\u0002{item}\u00031.0\u0001206\u0002{DomainOf(item)}\u00031.0"));
            foreach (var field in SampleFields) WriteFeature(writer, field, draws, items);
            writer.Write('\n');
        }
    }

    private static void WriteCommon(string file, string part, long lines, RandomStream draws)
    {
        var fillers = Enumerable.Range(0, Fillers).Select(_ => Filler(draws)).ToArray();
        var users = (int)Math.Max(10, lines / CommonPerUser);
        using var writer = new StreamWriter(file, append: false, new UTF8Encoding(false), 1 << 16);
        for (long line = 0; line < lines; line++)
        {
            writer.Write(string.Create(CultureInfo.InvariantCulture, $"{Index(part, line)},{1 + UserFields.Length + FillerFeatures},101\u0002{LongTail(draws, users, 1.5)}\u00031.0"));
            writer.Write(fillers[draws.Next(Fillers)]);
            foreach (var field in UserFields) WriteFeature(writer, field, draws, 100_000);
            writer.Write('\n');
        }
    }

    private static string Filler(RandomStream draws)
    {
        using var text = new StringWriter();
        for (var i = 0; i < FillerFeatures; i++) WriteFeature(text, "150_14", draws, 100_000);
        return text.ToString();
    }

    private static void WriteFeature(TextWriter writer, string field, RandomStream draws, int values) =>
        writer.Write(string.Create(CultureInfo.InvariantCulture, $"\u0001{field}\u0002{LongTail(draws, values, 3)}\u0003{1 + draws.NextDouble():F5}"));

    private static string Index(string part, long line) => string.Create(CultureInfo.InvariantCulture, $"{part}{line:x12}");

    private static int DomainOf(int item) => LongTail(new RandomStream(1, "generate-aliccp-domain", item), Domains, 3);

    private static int LongTail(RandomStream draws, int count, double skew) => (int)(count * Math.Pow(draws.NextDouble(), skew));
}
