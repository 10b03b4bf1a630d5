using System.Text;
using Aread.Comparison;
using Aread.Data;
using Aread.Host.Progress;

namespace Aread.Host.Comparison;

/// <summary>A table of systems as Markdown: the best of each metric bold, the second in italics.</summary>
internal static class ComparisonMarkdown
{
    /// <param name="title">For the heading, before the name of the data set.</param>
    /// <param name="picture">A file beside it; null: none.</param>
    public static byte[] Write(string title, ComparisonTable table, Dataset dataset, string? picture)
    {
        var text = new StringBuilder();
        text.AppendLine($"# {title}, {dataset.Manifest.Name}").AppendLine();
        text.AppendLine($"{dataset.Manifest.Domains.Count} domains, {dataset.Manifest.Domains.Sum(domain => domain.Train.Samples):N0} train samples. Test split, weights of the best valid DomainAUC; "
            + $"mean and standard deviation over {table.Seeds.Count} {(table.Seeds.Count == 1 ? "seed" : "seeds")}. Bold: the best, italics: the second. Time: of one training, on one lane. Aread {string.Join(", ", table.Versions)}.").AppendLine();
        text.AppendLine($"| system | {string.Join(" | ", ComparisonTable.Metrics)} | parameters | epochs | time |");
        text.AppendLine($"|---|{string.Concat(Enumerable.Repeat("---:|", ComparisonTable.Metrics.Count + 3))}");
        foreach (var system in table.Systems)
            text.AppendLine($"| {system.Name} | {string.Join(" | ", system.Metrics.Select((spread, metric) => Marked(ComparisonScores.Spread(spread), table.Rank(system, metric))))} "
                + $"| {string.Join(" | ", ComparisonScores.Costs(system))} |");
        if (ComparisonScores.Significance(table) is { } sentence) text.AppendLine().AppendLine(sentence);
        foreach (var warning in ComparisonScores.Divergences(table)) text.AppendLine().AppendLine(warning);
        if (picture is not null) text.AppendLine().AppendLine($"![{title}]({picture})");
        return Encoding.UTF8.GetBytes(text.ToString());
    }

    private static string Marked(string score, int rank) => rank switch
    {
        1 => $"**{score}**",
        2 => $"*{score}*",
        _ => score,
    };
}
