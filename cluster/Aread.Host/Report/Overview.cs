using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Xml.Linq;
using Aread.Training;
using static Aread.Host.Report.Html;

namespace Aread.Host.Report;

/// <summary>Head of the page: which run, on what data, how it ended, with which options.</summary>
internal static class Overview
{
    public static XElement Render(ReportData data) => Tag("header",
        Tag("h1", data.Run.Name),
        Tag("p", Class("outcome"), Outcome(data.History)),
        Tag("dl", Facts(data).Select(fact => Tag("div", Tag("dt", fact.Name), Tag("dd", fact.Value)))),
        Changed(data.Options),
        Tag("details", Tag("summary", "All options"), Tag("pre", JsonSerializer.Serialize(data.Options, AreadJson.Indented))));

    private static string Outcome(IReadOnlyList<RunEvent> history)
    {
        if (history.OfType<RunEnded>().LastOrDefault() is { } ended) return $"{ended.Outcome}: {ended.Reason}";
        return history.OfType<PhaseStarted>().LastOrDefault() is { } phase ? $"Not ended. Last phase: {phase.Phase}, epoch {phase.Epoch}." : "Not begun.";
    }

    private static IEnumerable<(string Name, string Value)> Facts(ReportData data)
    {
        var started = data.History.OfType<RunStarted>().FirstOrDefault();
        var steps = data.History.OfType<StepsTaken>().ToArray();
        yield return ("Data set", started?.Dataset ?? Path.GetFileName(data.Run.Description.Dataset));
        if (started is not null) yield return ("Domains", Count(started.Domains));
        if (started is not null) yield return ("Train samples", Count(started.TrainSamples));
        yield return ("Seed", data.Run.Description.Seed.ToString(CultureInfo.InvariantCulture));
        yield return ("Experts", string.Join(" \u00b7 ", data.Options.Hei.Experts));
        yield return ("Batch size", Count(data.Options.Training.BatchSize));
        if (data.History.Count > 0) yield return ("Training steps", Count(data.History.Max(happened => happened.Step)));
        var epochs = data.History.OfType<EpochEvaluated>().Where(evaluated => evaluated.Report.Split == "valid").ToArray();
        if (epochs.Length > 0) yield return ("Epochs", $"{epochs.Max(evaluated => evaluated.Epoch)}, best {epochs.Last(evaluated => evaluated.Best || evaluated == epochs[0]).Epoch}");
        if (steps.Sum(interval => interval.Seconds) is > 0 and var seconds) yield return ("Training speed", $"{Count((long)(steps.Sum(interval => interval.Samples) / seconds))} samples/s");
        if (data.History.OfType<DomainsAugmented>().LastOrDefault() is { } augmented)
            yield return ("Augmented samples", augmented.Samples == 0 && augmented.Reason is { } reason ? reason : $"{Count(augmented.Samples)} for {Count(augmented.MinorDomains)} domains");
        if (data.History.Count > 0) yield return ("Duration", Duration(data.History[^1].Time - data.History[0].Time));
        yield return ("Created", data.Run.Description.Created.UtcDateTime.ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture) + " UTC");
    }

    private static string Duration(TimeSpan time) => time.TotalHours >= 1 ? $"{(int)time.TotalHours} h {time.Minutes} min" : time.TotalMinutes >= 1 ? $"{time.Minutes} min {time.Seconds} s" : $"{time.Seconds} s";

    private static XElement Changed(AreadOptions options)
    {
        var changes = Changes(JsonSerializer.SerializeToNode(options, AreadJson.Compact)!.AsObject(), JsonSerializer.SerializeToNode(new AreadOptions(), AreadJson.Compact)!.AsObject(), "").ToArray();
        return changes.Length == 0
            ? Tag("p", Class("note"), "All options have their defaults.")
            : Tag("p", Class("note"), "Options that differ from their defaults: ", changes.Select((change, i) => new object[] { i == 0 ? "" : ", ", Tag("code", change) }), ".");
    }

    private static IEnumerable<string> Changes(JsonObject options, JsonObject defaults, string prefix)
    {
        foreach (var (key, value) in options)
        {
            var name = prefix + char.ToUpperInvariant(key[0]) + key[1..];
            if (value is JsonObject section)
            {
                foreach (var change in Changes(section, defaults[key]!.AsObject(), $"{name}:")) yield return change;
            }
            else if (!JsonNode.DeepEquals(value, defaults[key]))
            {
                yield return $"{name}={(value is JsonArray list ? string.Join(',', list.Select(entry => entry?.ToString())) : value?.ToString())}";
            }
        }
    }
}
