using System.Text;
using Aread.Data.Import;

namespace Aread.Data.Published.CloudTheme;

/// <summary>
/// Writes clicks, each followed by its negatives, as the rows of a CSV file. Clicks are in the order of their times. A negative has the user, the
/// theme, the time and the split of its click; what is popular is counted up to the end of that split, so that train knows nothing of later ones.
/// </summary>
internal sealed class ThemeRows(ThemeLogLines texts, long seed)
{
    public static CsvSchema Schema { get; } = new(
        [
            new CsvColumn("click", ColumnKind.Label),
            new CsvColumn("userid", ColumnKind.User),
            new CsvColumn("itemid", ColumnKind.Item),
            new CsvColumn("domain", ColumnKind.Domain),
            new CsvColumn("leaf_cate_id", ColumnKind.Categorical, AllowMissing: true),
            new CsvColumn("cate_level1_id", ColumnKind.Categorical, AllowMissing: true),
            new CsvColumn("time", ColumnKind.Time, Format: TimeFormat.UnixMilliseconds),
            new CsvColumn("train_tag", ColumnKind.Split),
        ],
        new CsvSplit(SplitBy.Column))
    {
        Name = "cloudtheme",
        SmallDomains = SmallDomains.Drop,
    };

    /// <summary>Negatives that there were not: the users had clicked all other items of the themes.</summary>
    public long Lacking { get; private set; }

    /// <param name="clicks">In the order of their times.</param>
    /// <param name="progress">Told the clicks done.</param>
    public void Write(Stream stream, ThemeClick[] clicks, Action<long> progress)
    {
        var split = TimeSplit.Of(clicks.Length, i => clicks[i].Time, new CsvSplit(SplitBy.Time));
        var clicked = new HashSet<long>(clicks.Select(click => NegativeSampler.Pair(click.User, click.Item)));
        var sampler = new NegativeSampler(clicked, seed);
        var negatives = new List<ThemeClick>();
        using var rows = new StreamWriter(stream, new UTF8Encoding(false), 1 << 16);
        rows.Write(string.Join(',', Schema.Columns.Select(column => column.Name)));
        rows.Write('\n');
        for (var first = 0; first < clicks.Length;)
        {
            var part = split[clicks[first].Time];
            var end = first + 1;
            while (end < clicks.Length && split[clicks[end].Time] == part) end++;
            var popularity = new ThemePopularity(clicks.AsSpan(0, end), texts.Themes.Values.Count);
            for (; first < end; first++)
            {
                progress(first);
                Write(rows, clicks[first], label: 1, part);
                sampler.Draw(clicks[first], first, popularity, negatives);
                Lacking += NegativeSampler.PerPositive - negatives.Count;
                foreach (var negative in negatives) Write(rows, negative, label: 0, part);
            }
        }
    }

    private void Write(StreamWriter rows, ThemeClick click, int label, Split split) =>
        rows.Write($"{label},{texts.Users.Values[click.User]},{texts.Items.Values[click.Item]},{texts.Themes.Values[click.Theme]},{texts.Leaves.Values[click.Leaf]}," +
            $"{texts.FirstLevels.Values[click.FirstLevel]},{click.Time},{(int)split}\n");
}
