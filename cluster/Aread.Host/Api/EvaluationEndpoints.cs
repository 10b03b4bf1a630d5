using System.ComponentModel;
using Aread.Data;
using Aread.Distributed.Hosting;
using Aread.Distributed.Runs;
using Aread.Host.Configuration;
using Aread.Host.Web;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

namespace Aread.Host.Api;

/// <summary>Scores runs of the directory on the cluster, as <c>aread evaluate</c> does in its own process.</summary>
internal static class EvaluationEndpoints
{
    public static void Map(IEndpointRouteBuilder api)
    {
        var evaluations = api.MapGroup("/runs/{run}/evaluations").WithTags("Evaluations");
        evaluations.MapPost("/", Begin).RequireAuthorization(AccessRole.Operate)
            .WithSummary("Score the best checkpoint of a run that is not under way. 202: it is under way, at the address of Location.");
        evaluations.MapGet("/", List).WithSummary("The evaluations of a run that this server was asked for within the last hour.");
        evaluations.MapGet("/{id}", ShowAsync).WithSummary("How far an evaluation is; its scores, once it has finished.");
        evaluations.MapDelete("/{id}", EndAsync).RequireAuthorization(AccessRole.Operate)
            .WithSummary("Break an evaluation off, if it is under way, and forget it. 202: it was asked to end, and has not yet.");
    }

    private static Accepted<RunEvaluation> Begin(
        string run, EvaluateRunRequest? asked, RunCatalog runs, DatasetCatalog datasets, Evaluations evaluations, WebSource source, HttpContext context)
    {
        asked ??= new EvaluateRunRequest();
        AuditNote.Set(context, $"{asked.Split} of {asked.Data ?? "its data set"}{RequestedOptions.Tell(asked.Options)}");
        var cluster = source.RequireCluster();
        if (asked.Split == Split.Train) throw new ApiException(StatusCodes.Status400BadRequest, "split must be valid or test: a run is not scored on what it was trained on.");
        using (var directory = runs.OpenScored(run))
        {
            RefuseUnderWay(directory);
            var options = RequestedOptions.Apply(asked.Options, source.RunOptions, OptionScope.RequestedEvaluation);
            var data = asked.Data is { } name ? datasets.Locate(name) : null;
            var begun = evaluations.Begin(cluster, new EvaluateRequest(run, runs.Path, data, asked.Split, options.Compute, options.Torch), asked.Data);
            return TypedResults.Accepted(Evaluations.AddressOf(run, begun.Id), begun);
        }
    }

    private static void RefuseUnderWay(RunDirectory run)
    {
        try
        {
            run.RefuseWhileWritten();
        }
        catch (AreadException fault)
        {
            throw new ApiException(StatusCodes.Status409Conflict, fault.Message);
        }
    }

    private static IReadOnlyList<RunEvaluation> List(string run, RunCatalog runs, Evaluations evaluations)
    {
        using var directory = runs.Open(run);
        return evaluations.Of(run);
    }

    private static Task<RunEvaluation> ShowAsync(
        string run, string id, Evaluations evaluations, CancellationToken cancellationToken, [Description("Seconds to wait for its end.")] int wait = 0) =>
        evaluations.ReadAsync(run, id, BoundedWait.Of(wait), cancellationToken);

    private static async Task<Results<NoContent, Accepted>> EndAsync(string run, string id, Evaluations evaluations, CancellationToken cancellationToken) =>
        await evaluations.EndAsync(run, id, cancellationToken) ? TypedResults.NoContent() : TypedResults.Accepted(Evaluations.AddressOf(run, id));
}
