using System.Globalization;
using Aread.Data.Published.Amazon;
using Aread.Testing;

namespace Aread.Tests.Data.Published.Amazon;

/// <summary>Our layout beside that of the authors' own preprocessed sample, where it lies beside the repository.</summary>
public sealed class AmazonLayoutTests : IDisposable
{
    private readonly AmazonFiles _files = new();

    public void Dispose() => _files.Dispose();

    [Fact]
    public async Task Fields_histories_and_days_are_those_of_the_published_sample()
    {
        var sample = Path.Combine(Repository.Root, "..", "shared", "data", "amazon_prepare2train_filter_12month.csv");
        Assert.SkipUnless(File.Exists(sample), $"The authors' sample is not there: {sample}");
        var manifest = (await _files.ImportAsync()).Dataset.Manifest;
        var lines = await File.ReadAllLinesAsync(sample, TestContext.Current.CancellationToken);
        var header = lines[0].Split(',');

        Assert.Equal(header[..8], manifest.Fields.Select(field => field.Name));
        Assert.Subset(header.ToHashSet(), manifest.Sequences.Select(sequence => sequence.Name).Append("label").Append("timestamp").ToHashSet());

        string[][] rows = [.. lines[1..].Select(line => line.Split(','))];
        Assert.Equal(25, rows.Select(row => row[3]).Distinct().Count());
        Assert.All(rows, row => Assert.InRange(int.Parse(row[5], CultureInfo.InvariantCulture), 0, ValueBins.Ranks.Names.Count - 1));
        Assert.All(rows, row => Assert.InRange(int.Parse(row[7], CultureInfo.InvariantCulture), 0, ValueBins.Prices.Names.Count - 1));
        long[] times = [.. rows.Select(row => long.Parse(row[^1], CultureInfo.InvariantCulture))];
        Assert.Equal(AmazonRules.From, times.Min());
        Assert.Equal(AmazonRules.Until - 86_400, times.Max());
        Assert.All(rows.Zip(times), row => Assert.Equal(
            int.Parse(row.First[2], CultureInfo.InvariantCulture), ((int)DateTimeOffset.FromUnixTimeSeconds(row.Second).DayOfWeek + 6) % 7));
    }
}
