using Aread.Data.Import;

namespace Aread.Data.Published.AliCcp;

/// <summary>
/// Which of the joined samples the data set has, in three passes: values are counted, then the domains of the samples that are left, then the
/// samples of the chosen domains are written.
/// </summary>
internal sealed class AliCcpSelection(IReadOnlyList<JoinedSamples> parts, bool keepRare, ImportMeter meter)
{
    /// <summary>Users, and items, that a domain must have: five times what each of them must have of samples, as in the published code.</summary>
    public const int LeastInDomain = 5 * SampleFilter.LeastSamples;

    /// <summary>Domains of the data set.</summary>
    public const int Domains = 30;

    private const int Passes = 3;

    private readonly ValueCounts _counts = new();
    private readonly long[] _samples = [.. parts.Select(part => part.Count)];
    private long _passed;

    /// <param name="rejects">Of each part.</param>
    public void Count(IReadOnlyList<(FileRejects Common, FileRejects Samples)> rejects) =>
        ForEach((in sample) => _counts.Add(sample), rejects);

    /// <param name="counts">What was dropped.</param>
    /// <returns>The domains.</returns>
    /// <exception cref="AreadException">Fewer than two have enough users and items.</exception>
    public IReadOnlySet<int> Choose(out IReadOnlyList<CountedRows> counts)
    {
        var filter = new SampleFilter(_counts, keepRare);
        var candidates = new DomainCandidates(LeastInDomain);
        var (rareUsers, rareItems) = (0L, 0L);
        ForEach((in sample) =>
        {
            if (!filter.KeepsUser(sample)) rareUsers++;
            else if (!filter.KeepsItem(sample)) rareItems++;
            else candidates.Add(sample);
        });
        var fitting = candidates.Fitting().ToArray();
        var chosen = StratifiedChoice.Of(fitting, Domains).ToHashSet();
        if (chosen.Count < 2)
            throw new AreadException($"{chosen.Count} of {candidates.Count} domains have {LeastInDomain} users and {LeastInDomain} items with {SampleFilter.LeastSamples} samples each; " +
                "two are needed. Give all of the published files.");
        counts =
        [
            new CountedRows($"dropped: their user has fewer than {SampleFilter.LeastSamples} samples", rareUsers),
            new CountedRows($"dropped: their item has fewer than {SampleFilter.LeastSamples} samples", rareItems),
            new CountedRows($"dropped: their domain has fewer than {LeastInDomain} users or items", candidates.Samples - fitting.Sum(domain => domain.Samples)),
            new CountedRows($"dropped: their domain is not among the {chosen.Count} chosen of {fitting.Length}", fitting.Where(domain => !chosen.Contains(domain.Domain)).Sum(domain => domain.Samples)),
        ];
        return chosen;
    }

    public void Write(Stream stream, IReadOnlySet<int> domains)
    {
        var filter = new SampleFilter(_counts, keepRare);
        using var rows = new AliCcpRows(stream, filter);
        ForEach((in sample) =>
        {
            if (domains.Contains(sample.Ids[AliCcpFields.Domain]) && filter.KeepsUser(sample) && filter.KeepsItem(sample)) rows.Add(sample);
        });
    }

    private void ForEach(JoinedSamples.JoinedAction onSample, IReadOnlyList<(FileRejects, FileRejects)>? rejects = null)
    {
        var all = Math.Max(1, Passes * _samples.Sum());
        for (var part = 0; part < parts.Count; part++)
        {
            meter.Report(ImportStage.Counting, _passed, (double)_passed / all);
            parts[part].ForEach(onSample, done => meter.Tick(ImportStage.Counting, _passed + done, all), rejects?[part]);
            _passed += _samples[part];
        }
    }
}
