using System.ComponentModel;
using System.Net.Mime;
using Aread.Distributed.Exports;
using Aread.Host.Web;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Aread.Host.Api;

/// <summary>Hands models out. The role is <see cref="AccessRole.Operate"/>: a model holds all vocabularies, users among them, and is more than a look.</summary>
internal static class ExportEndpoints
{
    public static void Map(IEndpointRouteBuilder api) => api.MapGroup("/runs").WithTags("Runs")
        .MapGet("/{run}/export", ExportAsync).RequireAuthorization(AccessRole.Operate).WithMetadata(new HandsOut())
        .WithSummary("The best checkpoint of a run with all that scoring needs, as a zip archive of the files that the program exports. One that was broken off has no end.")
        .Produces<byte[]>(contentType: MediaTypeNames.Application.Zip);

    private static async Task ExportAsync(
        string run, RunCatalog runs, DatasetCatalog datasets, ExportTurns turns, HttpContext context, CancellationToken cancellationToken,
        [Description("Name of the run's data set, if it lies elsewhere now.")] string? data = null)
    {
        runs.OpenScored(run).Dispose();
        var from = data is null ? null : datasets.Locate(data);
        using var turn = turns.Take();
        var exported = await ReadAsync(runs, run, from, cancellationToken);
        AuditNote.Set(context, $"checkpoint {exported.Manifest.Checkpoint}, broken off");
        context.Response.ContentType = MediaTypeNames.Application.Zip;
        context.Response.Headers.ContentDisposition = $"attachment; filename=\"{run}.zip\"";
        await exported.WriteArchiveAsync(context.Response.Body, cancellationToken);
        AuditNote.Set(context, $"checkpoint {exported.Manifest.Checkpoint}");
    }

    private static async Task<ExportedModel> ReadAsync(RunCatalog runs, string run, string? data, CancellationToken cancellationToken)
    {
        try
        {
            return await ExportedModel.OfRunAsync(runs.Path, run, data, cancellationToken);
        }
        catch (AreadException fault) when (data is not null)
        {
            throw new ApiException(StatusCodes.Status409Conflict, fault.Message);
        }
    }
}
