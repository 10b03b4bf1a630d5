using Aread.Data;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
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
    }

    private static IReadOnlyList<DatasetSummary> List(DatasetCatalog datasets) => datasets.List();

    private static DatasetManifest Show(string name, DatasetCatalog datasets) => Dataset.Open(datasets.Locate(name)).Manifest;
}
