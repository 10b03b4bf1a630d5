using System.Text.Json;
using Aread.Evaluation;

namespace Aread.Data.Synthesis;

/// <summary>
/// Writes data sets whose truth is known: clusters of domains at two levels of granularity, interests that hold across domains, long-tailed sizes and
/// exposures. The same options give the same data set, bit by bit. Users and items are held in memory, samples are streamed.
/// </summary>
public static class Synthesizer
{
    private const int ReportInterval = 8192;

    private static readonly string[] DeviceNames = ["mobile", "desktop", "tablet"];
    private static readonly string[] Weekdays = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"];

    /// <summary>Synthesizes a data set with <see cref="PlantedTruth.FileName"/> in it. A cancelled or failed run leaves nothing behind.</summary>
    /// <param name="overwrite">Replace a data set that is there.</param>
    /// <param name="progress">Told the samples written so far.</param>
    /// <exception cref="AreadException">An option is out of range, or the directory cannot be used.</exception>
    public static async Task<PlantedTruth> RunAsync(
        SynthesisOptions options,
        string directory,
        bool overwrite = false,
        IProgress<long>? progress = null,
        CancellationToken cancellationToken = default)
    {
        OptionsValidation.Check(options);
        var world = new PlantedWorld(options);
        var names = Names(options.Domains);
        var (users, items) = CountTrain(world, options, cancellationToken);
        var (userIds, itemIds) = (Ids(users), Ids(items));
        var draft = new DatasetDraft(
            $"planted-{options.Domains}",
            [
                Known("user", FieldRole.User, users),
                Known("item", FieldRole.Item, items),
                new FieldDraft("domain", FieldRole.Domain, names, null),
                Numbered("user_segment", Population.Groups),
                Numbered("user_age", Population.Bands),
                Numbered("item_category", Population.Groups),
                Numbered("item_price", Population.Bands),
                Numbered("item_style", Population.Bands),
                new FieldDraft("weekday", FieldRole.Categorical, Weekdays, null),
                Numbered("hour", 24),
                new FieldDraft("device", FieldRole.Categorical, DeviceNames, null),
            ],
            "item", "domain", [], names);

        await using var writer = DatasetWriter.Create(directory, draft, overwrite);
        var oracle = new DomainScores[options.Domains];
        var ids = new int[draft.Fields.Count];
        long written = 0;
        for (var domain = 0; domain < options.Domains; domain++)
        {
            var scores = new List<float>();
            var labels = new List<byte>();
            for (var index = 0; index < world.Sizes[domain]; index++)
            {
                var shown = world.Draw(domain, index);
                var probability = world.Probability(domain, shown);
                var label = shown.LabelDraw < probability ? (byte)1 : (byte)0;
                Fill(ids, world.Population, domain, shown, userIds, itemIds);
                await writer.AddAsync(domain, shown.Split, ids, label, cancellationToken);
                if (shown.Split == Split.Test)
                {
                    scores.Add((float)probability);
                    labels.Add(label);
                }
                if (++written % ReportInterval != 0) continue;
                progress?.Report(written);
                cancellationToken.ThrowIfCancellationRequested();
            }
            oracle[domain] = new DomainScores(names[domain], world.Sizes[domain], [.. scores], [.. labels]);
        }
        var report = EvaluationReport.From("test", oracle);
        var truth = new PlantedTruth(
            [.. names.Select((name, domain) => new PlantedDomain(name, world.CoarseCluster(domain), world.FineCluster(domain)))],
            new PlantedOracle(report.Auc, report.DomainAuc, report.LogLoss));
        await writer.AddFileAsync(PlantedTruth.FileName, JsonSerializer.SerializeToUtf8Bytes(truth, AreadJson.Indented), cancellationToken);
        await writer.CompleteAsync(cancellationToken);
        progress?.Report(written);
        return truth;
    }

    /// <summary>How often users and items occur in train: those that do not have no id of their own.</summary>
    private static (long[] Users, long[] Items) CountTrain(PlantedWorld world, SynthesisOptions options, CancellationToken cancellationToken)
    {
        var (users, items) = (new long[options.Users], new long[options.Items]);
        for (var domain = 0; domain < options.Domains; domain++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            for (var index = 0; index < world.Sizes[domain] && world.Draw(domain, index) is { Split: Split.Train } shown; index++)
            {
                users[shown.User]++;
                items[shown.Item]++;
            }
        }
        return (users, items);
    }

    private static void Fill(Span<int> ids, Population population, int domain, in PlantedEvent shown, int[] userIds, int[] itemIds)
    {
        ids[0] = userIds[shown.User];
        ids[1] = itemIds[shown.Item];
        ids[2] = 1 + domain;
        ids[3] = 1 + shown.User % Population.Groups;
        ids[4] = 1 + Population.Band(population.UserTraits(shown.User)[0]);
        ids[5] = 1 + shown.Item % Population.Groups;
        ids[6] = 1 + Population.Band(population.ItemTraits(shown.Item)[0]);
        ids[7] = 1 + Population.Band(population.ItemTraits(shown.Item)[1]);
        ids[8] = 1 + shown.Weekday;
        ids[9] = 1 + shown.Hour;
        ids[10] = 1 + shown.Device;
    }

    /// <summary>0 for what train does not hold, then 1, 2, ...</summary>
    private static int[] Ids(long[] counts)
    {
        var next = 1;
        return Array.ConvertAll(counts, count => count > 0 ? next++ : 0);
    }

    private static FieldDraft Known(string name, FieldRole role, long[] counts) => new(
        name,
        role,
        [.. Enumerable.Range(0, counts.Length).Where(value => counts[value] > 0).Select(value => $"{name}-{value}")],
        [.. counts.Where(count => count > 0)]);

    private static FieldDraft Numbered(string name, int values) =>
        new(name, FieldRole.Categorical, [.. Enumerable.Range(0, values).Select(value => $"{value}")], null);

    private static string[] Names(int domains)
    {
        var digits = $"{domains}".Length;
        return [.. Enumerable.Range(1, domains).Select(number => $"domain-{number.ToString().PadLeft(digits, '0')}")];
    }
}
