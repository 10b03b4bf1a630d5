using Aread.Distributed.Hosting;
using Aread.Host.Configuration;
using Aread.Host.Web;
using Aread.Training;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

namespace Aread.Host.Api;

/// <summary>Begins, stops and goes on with runs of the cluster.</summary>
internal static class RunControlEndpoints
{
    public static void Map(IEndpointRouteBuilder api)
    {
        var runs = api.MapGroup("/runs").WithTags("Runs").RequireAuthorization(AccessRole.Operate);
        runs.MapPost("/", StartAsync).WithSummary("Begin a run. 202: it is under way.");
        runs.MapPost("/{run}/stop", StopAsync).WithSummary("Stop a run with a checkpoint. 200: how it ended. 202: it was asked to, and has not ended yet.");
        runs.MapPost("/{run}/resume", ResumeAsync).WithSummary("Go on with a run from its latest checkpoint. 202: it is under way.");
    }

    private static async Task<Accepted> StartAsync(
        StartRunRequest asked, RunCatalog runs, DatasetCatalog datasets, Evaluations evaluations, WebSource source, HttpContext context, CancellationToken cancellationToken)
    {
        AuditNote.Set(context, $"{asked.Run} on {asked.Data}{(asked.Overwrite ? ", in place of what is there" : "")}{RequestedOptions.Tell(asked.Options)}");
        var cluster = source.RequireCluster();
        runs.RequireName(asked.Run);
        var options = RequestedOptions.Apply(asked.Options, asked.Base ? BaseRecommender.Of(source.RunOptions) : source.RunOptions, OptionScope.RequestedRun);
        var request = new TrainRequest(asked.Run, runs.Path, datasets.Locate(asked.Data), options, Resume: false, asked.Overwrite);
        evaluations.RequireNone(asked.Run);
        await cluster.SubmitAsync(request, cancellationToken);
        return UnderWay(asked.Run);
    }

    internal static async Task<Results<Ok<RunEnded>, Accepted>> StopAsync(string run, WebSource source, CancellationToken cancellationToken)
    {
        var cluster = source.RequireCluster();
        await RequireAsync(cluster, run, cancellationToken);
        RunEnded? ended = null;
        await BoundedWait.ForAsync(async token => ended = await cluster.StopAsync(run, token), cancellationToken);
        return ended is null ? UnderWay(run) : TypedResults.Ok(ended);
    }

    internal static async Task<Accepted> ResumeAsync(string run, Evaluations evaluations, WebSource source, CancellationToken cancellationToken)
    {
        var cluster = source.RequireCluster();
        await RequireAsync(cluster, run, cancellationToken);
        evaluations.RequireNone(run);
        await cluster.ResumeAsync(run, cancellationToken);
        return UnderWay(run);
    }

    private static Accepted UnderWay(string run) => TypedResults.Accepted($"{ApiEndpoints.Root}/runs/{run}");

    /// <exception cref="ApiException">The cluster was not given the run.</exception>
    internal static async Task RequireAsync(IClusterEngine cluster, string run, CancellationToken cancellationToken)
    {
        var known = (await cluster.ListAsync(cancellationToken)).Select(entry => entry.Status.Run).ToArray();
        if (!known.Contains(run)) throw new ApiException(StatusCodes.Status404NotFound, $"The cluster was given no run '{run}'.{RunCatalog.Near(run, known)}");
    }
}
