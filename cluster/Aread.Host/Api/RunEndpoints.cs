using System.Net.Mime;
using Aread.Distributed.Runs;
using Aread.Evaluation;
using Aread.Host.Web;
using Aread.Training;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

namespace Aread.Host.Api;

/// <summary>Runs, to look at.</summary>
internal static class RunEndpoints
{
    public static void Map(IEndpointRouteBuilder api)
    {
        var runs = api.MapGroup("/runs").WithTags("Runs");
        runs.MapGet("/", List).WithSummary("All runs, and how each stands.");
        runs.MapGet("/{run}", Show).WithSummary("A run: what it was begun with, its options, where it is.");
        runs.MapGet("/{run}/curves", ShowCurves).WithSummary("Training loss, and the scores on the valid split epoch by epoch.");
        runs.MapGet("/{run}/troubles", ShowTroubles).WithSummary("Failures and recoveries, and the domains that a mask search waits for or waited for longest.");
        runs.MapGet("/{run}/metrics", ShowMetrics).WithSummary("The last scores: of the test split once the run has finished.");
        runs.MapGet("/{run}/report", ShowReport).WithSummary("The page about the run, as the program wrote it.").Produces<string>(contentType: MediaTypeNames.Text.Html);
    }

    private static IReadOnlyList<RunSummary> List(RunCatalog runs) => runs.List();

    internal static RunDetail Show(string run, RunCatalog runs)
    {
        using var directory = runs.Open(run);
        var recoveries = runs.EventsOf(directory).Count(happened => happened is RunRecovering { IsPlanned: false });
        return new RunDetail(RunSummary.Of(directory), directory.Description, directory.ReadOptions(), RunProgress.Of(runs.HistoryOf(directory), recoveries));
    }

    internal static RunCurves ShowCurves(string run, RunCatalog runs)
    {
        using var directory = runs.Open(run);
        return RunCurves.Of(runs.HistoryOf(directory));
    }

    internal static RunTroubles ShowTroubles(string run, RunCatalog runs)
    {
        using var directory = runs.Open(run);
        return RunTroubles.Of(runs.EventsOf(directory), RunProgress.Of(runs.HistoryOf(directory), 0));
    }

    private static EvaluationReport ShowMetrics(string run, RunCatalog runs)
    {
        using var directory = runs.Open(run);
        return directory.ReadMetrics() ?? throw new ApiException(StatusCodes.Status404NotFound, $"Run '{run}' has no metrics yet: they are written after the first epoch.");
    }

    private static PhysicalFileHttpResult ShowReport(string run, RunCatalog runs, HttpResponse response)
    {
        using var directory = runs.Open(run);
        if (!File.Exists(directory.ReportPath)) throw new ApiException(StatusCodes.Status404NotFound, $"Run '{run}' has no report yet: it is written when the run ends.");
        response.Headers.ContentSecurityPolicy = "default-src 'none'; style-src 'unsafe-inline'; sandbox";
        return TypedResults.PhysicalFile(directory.ReportPath, MediaTypeNames.Text.Html);
    }
}
