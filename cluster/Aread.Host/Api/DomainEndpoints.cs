using Aread.Host.Masks;
using Aread.Host.Report;
using Aread.Host.Web;
using Aread.Training;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Aread.Host.Api;

/// <summary>The domains of a run and their masks.</summary>
internal static class DomainEndpoints
{
    public static void Map(IEndpointRouteBuilder api)
    {
        var run = api.MapGroup("/runs/{run}").WithTags("Domains");
        run.MapGet("/domains", List).WithSummary("All domains of a run, the largest first.");
        run.MapGet("/domains/{domain}", Show).WithSummary("A domain: its mask with gate values, the candidates of its last search, its searches, the domains most like it.");
        run.MapGet("/changes", ListChanges).WithSummary("How its domains have changed: who came, went, rested and grew, at which step.");
        run.MapGet("/overlap", ShowOverlap).WithSummary("Which share of their edges the masks of domains have in common; domains with similar masks stand together.");
        run.MapGet("/experts", ShowExperts).WithSummary("Which domains keep which experts.");
        run.MapGet("/comparison", Compare).WithSummary("The masks of two domains side by side, level by level.");
    }

    internal static IReadOnlyList<DomainSummary> List(string run, RunCatalog runs)
    {
        using var directory = runs.Open(run);
        return DomainSummary.AllOf(ReportData.Load(directory, runs.HistoryOf(directory)), directory.Checkpoints.TryRead(SavePoint.Latest));
    }

    internal static DomainDetail Show(string run, string domain, RunCatalog runs)
    {
        using var directory = runs.Open(run);
        var masks = Masks(directory);
        var found = Find(masks, domain);
        return DomainDetail.Of(DomainSummary.AllOf(ReportData.Load(directory, runs.HistoryOf(directory)), directory.Checkpoints.TryRead(SavePoint.Latest)).Single(known => known.Name == found.Domain), masks, found);
    }

    private static IReadOnlyList<DomainChange> ListChanges(string run, RunCatalog runs)
    {
        using var directory = runs.Open(run);
        return directory.Changes;
    }

    internal static OverlapReport ShowOverlap(string run, RunCatalog runs)
    {
        using var directory = runs.Open(run);
        return OverlapReport.Of(Masks(directory)).BySimilarity();
    }

    internal static IReadOnlyList<ExpertUse> ShowExperts(string run, RunCatalog runs)
    {
        using var directory = runs.Open(run);
        return ExpertUse.AllOf(Masks(directory));
    }

    private static MaskComparison Compare(string run, string first, string second, RunCatalog runs)
    {
        using var directory = runs.Open(run);
        var masks = Masks(directory);
        foreach (var domain in new[] { first, second })
            if (Find(masks, domain).Mask is null) throw new ApiException(StatusCodes.Status404NotFound, $"Domain '{domain}' has no mask yet: it was not searched.");
        return MaskComparison.Of(masks, first, second);
    }

    private static DomainMasks Masks(Distributed.Runs.RunDirectory run) =>
        DomainMasks.Of(run) ?? throw new ApiException(StatusCodes.Status404NotFound, DomainMasks.MissingIn(run.Name));

    private static Hemp.DomainMaskReport Find(DomainMasks masks, string name) =>
        masks.Domains.FirstOrDefault(known => known.Domain == name)
        ?? throw new ApiException(StatusCodes.Status404NotFound, $"There is no domain '{name}'.{RunCatalog.Near(name, masks.Domains.Select(known => known.Domain))}");
}
