using Aread.Distributed.Runs;
using Aread.Hemp;

namespace Aread.Host.Masks;

/// <summary>A run's masks, read from its directory.</summary>
internal sealed class DomainMasks
{
    private readonly string _run;

    private DomainMasks(string run, MaskReport report)
    {
        _run = run;
        Shape = new MaskShape([.. report.Experts]);
        Domains = [.. report.Domains.OrderByDescending(domain => domain.TrainSamples).ThenBy(domain => domain.Domain, StringComparer.Ordinal)];
    }

    public MaskShape Shape { get; }

    /// <summary>The largest first.</summary>
    public IReadOnlyList<DomainMaskReport> Domains { get; }

    /// <exception cref="AreadException">There is no such run, or it has no masks.</exception>
    public static DomainMasks Read(string runs, string run)
    {
        using var directory = RunDirectory.Open(runs, run);
        return Of(directory) ?? throw new AreadException(MissingIn(run));
    }

    /// <summary>Null if it has none.</summary>
    public static DomainMasks? Of(RunDirectory run) => run.ReadMasks() is { } report ? new DomainMasks(run.Name, report) : null;

    public static string MissingIn(string run) => $"Run '{run}' has no masks. They are written after the first mask search; a run with Hemp:Enabled=false has none.";

    /// <exception cref="AreadException">No domain has this name.</exception>
    public DomainMaskReport Find(string domain)
    {
        var found = Domains.FirstOrDefault(known => known.Domain == domain);
        if (found is not null) return found;
        var near = Domains.Select(known => known.Domain).OrderBy(name => EditDistance.Between(name, domain)).Take(3);
        throw new AreadException($"Run '{_run}' has no domain '{domain}'. Near it: {string.Join(", ", near)}.");
    }

    public ExpertMask Parse(IReadOnlyList<string> levels) => ExpertMask.Parse(Shape, string.Join('|', levels));

    /// <summary>The domain's mask; null while it has none.</summary>
    public ExpertMask? MaskOf(DomainMaskReport domain) => domain.Mask is null ? null : Parse(domain.Mask);
}
