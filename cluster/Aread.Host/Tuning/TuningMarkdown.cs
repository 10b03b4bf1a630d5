using System.Text;
using Aread.Data;
using Aread.Host.Progress;
using Aread.Tuning;

namespace Aread.Host.Tuning;

/// <summary>A table of settings as Markdown, the best in bold.</summary>
internal static class TuningMarkdown
{
    /// <param name="picture">A file beside it.</param>
    public static byte[] Write(TuningTable table, Dataset dataset, string picture)
    {
        var text = new StringBuilder();
        text.AppendLine($"# {table.System}: learning rate and batch size, {dataset.Manifest.Name}").AppendLine();
        text.AppendLine("Best valid DomainAUC of each setting. At 1, 2, 4, ... epochs the better half went on; none but the best was scored on the test split. Time: of all its trainings, on one lane.").AppendLine();
        text.AppendLine($"| {string.Join(" | ", TuningScores.Headings)} |");
        text.AppendLine($"|{string.Concat(Enumerable.Repeat("---:|", TuningScores.Headings.Count))}");
        foreach (var row in table.Settings)
            text.AppendLine($"| {string.Join(" | ", TuningScores.Cells(row).Select(cell => row == table.Best ? $"**{cell}**" : cell))} |");
        text.AppendLine().AppendLine($"Best: `{TuningScores.Arguments(table.Best)}`").AppendLine();
        text.AppendLine($"Its test split: {TuningScores.Test(table)}").AppendLine().AppendLine($"![Valid DomainAUC over learning rate and batch size]({picture})");
        return Encoding.UTF8.GetBytes(text.ToString());
    }
}
