using Aread.Augmentation;
using Aread.Data.Import;

namespace Aread.Data.Published.CloudTheme;

/// <summary>
/// Cloud-Theme (Du et al., "Sequential Scenario-Specific Meta Learner for Online Recommendation", KDD 2019): clicks in themes, each theme a domain. Memory: some
/// 500 bytes a click, less than 1 GiB for the published 1.4 million.
/// </summary>
internal sealed class CloudThemeFormat(CloudThemeOptions options) : IPublishedFormat
{
    private const string RowsStep = "clicks and negatives";
    private const string RowsFile = "rows.csv";

    /// <summary>Bytes on disk at once for each byte of the log: benchmarks/results/cloudtheme.md.</summary>
    private const double DiskShare = 10;

    public string Name => "cloudtheme";

    public string Options { get; } = AreadJson.Write(options);

    public PaperFigures? Paper => null;

    public AugmentationOptions Augmentation { get; } = new() { Mode = AugmentationMode.Popularity, MaximumPopularity = 0.2, MajorShare = 0.0225 };

    public IReadOnlyList<string> Files { get; } = ["theme_click_log.csv"];

    public long DiskNeeded(IReadOnlyList<InputFile> inputs) => (long)(DiskShare * inputs[0].TextSize);

    public PreparedRows Prepare(IReadOnlyList<InputFile> inputs, Preparation preparation)
    {
        var lacking = preparation.Step(RowsStep, step => Write(step, inputs[0]));
        return new PreparedRows(
            ThemeRows.Schema,
            CsvSource.Rows(preparation.PathOf(RowsStep, RowsFile), ThemeRows.Schema),
            [new CountedRows("negatives lacking: the user clicked all other items of the theme", lacking)]);
    }

    private long Write(PreparationStep step, InputFile input)
    {
        var clicks = Read(step, input, out var texts);
        var rows = new ThemeRows(texts, options.Seed);
        using var stream = new BufferedStream(step.Files.Create(RowsFile), 1 << 18);
        rows.Write(stream, clicks, done => step.Meter.Tick(ImportStage.Writing, done, clicks.Length));
        return rows.Lacking;
    }

    private static ThemeClick[] Read(PreparationStep step, InputFile input, out ThemeLogLines texts)
    {
        using var lines = step.Read(input);
        step.Meter.Report(ImportStage.Reading, 0, 0);
        if (!lines.Read()) throw Empty(input);
        texts = new ThemeLogLines(input.Path, lines.Line);
        var clicks = new List<ThemeClick>();
        var seen = new HashSet<(int, int, int, long)>();
        while (lines.Read())
        {
            if (step.Meter.IsDue(lines.Number)) step.Meter.Report(ImportStage.Reading, lines.Number, lines.Fraction);
            if (texts.Read(lines.Line, out var click) is { } fault) lines.Reject(fault);
            else if (!seen.Add((click.User, click.Item, click.Theme, click.Time))) lines.Reject("The user, item, theme and time came before.");
            else clicks.Add(click);
        }
        if (clicks.Count == 0) throw Empty(input);
        return [.. clicks.OrderBy(click => click.Time)];
    }

    private static DataFormatException Empty(InputFile input) => new(input.Path, null, null, "There are no clicks below the header.", "Download the file again.");
}
