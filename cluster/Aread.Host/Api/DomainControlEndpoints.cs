using Aread.Distributed.Hosting;
using Aread.Host.Web;
using Aread.Training;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

namespace Aread.Host.Api;

/// <summary>Lets domains of the cluster's runs come, go, rest and grow.</summary>
internal static class DomainControlEndpoints
{
    public static void Map(IEndpointRouteBuilder api)
    {
        var domains = api.MapGroup("/runs/{run}/domains").WithTags("Domains").RequireAuthorization(AccessRole.Operate);
        domains.MapPost("/", (string run, AddDomainRequest asked, DatasetCatalog datasets, Evaluations evaluations, WebSource source, HttpContext context, CancellationToken cancellationToken) =>
            {
                AuditNote.Set(context, $"{asked.Domain} from {asked.Data}");
                return ChangeAsync(evaluations, source, run, DomainChangeKind.Add, asked.Domain, datasets.Locate(asked.Data), Checked(asked.Epochs), cancellationToken);
            })
            .WithSummary("Take a domain into a run. 202: it is asked for; the event DomainsChanged tells that it is in, its mask is searched next.");
        domains.MapDelete("/{domain}", (string run, string domain, Evaluations evaluations, WebSource source, CancellationToken cancellationToken) =>
                ChangeAsync(evaluations, source, run, DomainChangeKind.Remove, domain, null, 0, cancellationToken))
            .WithSummary("Take a domain out of a run: its samples, its mask and its row go. 202: it is asked for; the event DomainsChanged tells that it is out.");
        domains.MapPost("/{domain}/pause", (string run, string domain, Evaluations evaluations, WebSource source, CancellationToken cancellationToken) =>
                ChangeAsync(evaluations, source, run, DomainChangeKind.Pause, domain, null, 0, cancellationToken))
            .WithSummary("Neither train on a domain nor search its mask, but go on scoring it. 202: it is asked for.");
        domains.MapPost("/{domain}/resume", (string run, string domain, Evaluations evaluations, WebSource source, CancellationToken cancellationToken) =>
                ChangeAsync(evaluations, source, run, DomainChangeKind.Resume, domain, null, 0, cancellationToken))
            .WithSummary("Train on a paused domain again. 202: it is asked for.");
        domains.MapPost("/{domain}/append", (string run, string domain, AppendSamplesRequest asked, DatasetCatalog datasets, Evaluations evaluations, WebSource source, HttpContext context, CancellationToken cancellationToken) =>
            {
                AuditNote.Set(context, $"from {asked.Data}");
                return ChangeAsync(evaluations, source, run, DomainChangeKind.Append, domain, datasets.Locate(asked.Data), Checked(asked.Epochs), cancellationToken);
            })
            .WithSummary("Add samples to a domain of a run and train on. 202: it is asked for; the event DomainsChanged tells that they are in.");
    }

    private static async Task<Accepted> ChangeAsync(
        Evaluations evaluations, WebSource source, string run, DomainChangeKind kind, string domain, string? data, int epochs, CancellationToken cancellationToken)
    {
        var cluster = source.RequireCluster();
        await RunControlEndpoints.RequireAsync(cluster, run, cancellationToken);
        evaluations.RequireNone(run);
        var request = new DomainRequest(run, "", kind, domain, data, epochs, new ComputeOptions(), new TorchOptions());
        // The first event comes when the change cannot be lost any more. Where it has not come, it was asked for, and events tell whether it comes to pass.
        await BoundedWait.ForAsync(
            async token =>
            {
                await foreach (var _ in cluster.ChangeAsync(request, token)) break;
            },
            cancellationToken);
        return TypedResults.Accepted($"{ApiEndpoints.Root}/runs/{run}/domains");
    }

    private static int Checked(int epochs) => epochs >= 0 ? epochs : throw new ApiException(StatusCodes.Status400BadRequest, $"epochs must be 0 or more, not {epochs}.");
}
