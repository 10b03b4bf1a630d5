using System.Globalization;
using System.Text;

namespace Aread.Benchmarks.Published;

/// <summary>
/// Writes a file in the layout of Cloud-Theme: clicks of six days in 355 themes, long-tailed, in no order of time. Users are half as many as clicks, items nearly as
/// many; a theme has items of its own.
/// </summary>
internal static class CloudThemeGenerator
{
    private const int Themes = 355;
    private const int Seconds = 6 * 86_400;
    private const long Start = 1_559_347_200;

    public static void Write(string directory, long clicks)
    {
        Directory.CreateDirectory(directory);
        var draws = new RandomStream(1, "generate-cloudtheme");
        var (users, items) = ((int)Math.Max(10, clicks / 2), (int)Math.Max(10, clicks / Themes));
        using var target = new StreamWriter(Path.Combine(directory, "theme_click_log.csv"), append: false, new UTF8Encoding(false), 1 << 16);
        target.Write("user_id,item_id,theme_id,leaf_cate_id,cate_level1_id,clk_cnt,reach_time\n");
        for (long click = 0; click < clicks; click++)
        {
            var theme = LongTail(draws, Themes, 2);
            var item = theme * (long)items * 4 + LongTail(draws, items * 4, 2);
            var time = DateTimeOffset.FromUnixTimeSeconds(Start + draws.Next(Seconds)).UtcDateTime;
            target.Write(string.Create(CultureInfo.InvariantCulture,
                $"{LongTail(draws, users, 1.3)},{item},{theme},{item % 9_000},{item % 90},{1 + LongTail(draws, 6, 4)},{time:yyyy-MM-dd HH:mm:ss}\n"));
        }
    }

    private static int LongTail(RandomStream draws, int count, double exponent) => (int)(count * Math.Pow(draws.NextDouble(), exponent));
}
