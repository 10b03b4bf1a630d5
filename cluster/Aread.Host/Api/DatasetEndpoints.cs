using System.ComponentModel;
using Aread.Data;
using Aread.Data.Inspection;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

namespace Aread.Host.Api;

/// <summary>Data sets, to look at.</summary>
internal static class DatasetEndpoints
{
    public static void Map(IEndpointRouteBuilder api)
    {
        var data = api.MapGroup("/data").WithTags("Data sets");
        data.MapGet("/", List).WithSummary("All data sets.");
        data.MapGet("/{**name}", Show).WithSummary("A data set: fields, sequences, domains, partitions.");
        // Beside the data sets: their names have slashes, and one can have any name.
        api.MapGroup("/data-reports").WithTags("Data sets").MapGet("/{**name}", ReportAsync)
            .WithSummary("What a data set holds, what domains share, what its import left out, and whether anything leaks. 202: it is being made; ask again.");
    }

    internal static async Task<Results<Ok<DatasetReport>, Accepted<WorkUnderWay>>> ReportAsync(
        string name, DatasetCatalog datasets, DatasetReports reports, CancellationToken cancellationToken, [Description("Seconds to wait for it.")] int wait = BoundedWait.LongestSeconds)
    {
        var longest = BoundedWait.Of(wait);
        var making = reports.Of(Dataset.Open(datasets.Locate(name)));
        await BoundedWait.ForAsync(making.Done.WaitAsync, longest, cancellationToken);
        return making.Done.IsCompletedSuccessfully
            ? TypedResults.Ok(await making.Done)
            : TypedResults.Accepted((string?)null, new WorkUnderWay(making.Share));
    }

    private static IReadOnlyList<DatasetSummary> List(DatasetCatalog datasets) => datasets.List();

    private static DatasetManifest Show(string name, DatasetCatalog datasets) => Dataset.Open(datasets.Locate(name)).Manifest;
}
