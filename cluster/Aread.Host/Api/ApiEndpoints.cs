using Aread.Data.Inspection;
using Aread.Host.Web;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.OpenApi;

namespace Aread.Host.Api;

/// <summary>Everything under <c>/api/v1</c>. What it answers is what the program prints with <c>--json</c>, wherever the program prints the same.</summary>
internal static class ApiEndpoints
{
    public const string Root = "/api/v1";
    public const string Document = $"{Root}/openapi.json";

    private const string DocumentName = "v1";

    public static void AddTo(IServiceCollection services, WebOptions options, WebSource source)
    {
        services.ConfigureHttpJsonOptions(json => AreadJson.Configure(json.SerializerOptions));
        Describe(services, "Runs, masks, data sets and silos.");
        services.AddSingleton(source.Time);
        services.AddSingleton(source);
        services.AddSingleton(new RunCatalog(new RootDirectory(options.RunsDirectory, "run")));
        services.AddSingleton(new DatasetCatalog(new RootDirectory(options.DataDirectory, "data set")));
        services.AddSingleton(built => ActivatorUtilities.CreateInstance<DatasetReports>(built, (DatasetReports.Inspect)DatasetInspection.RunAsync));
        services.AddSingleton<Evaluations>();
        services.AddSingleton<ExportTurns>();
        services.AddSingleton<EventStream>();
    }

    /// <summary>Adds the document that tells of all endpoints.</summary>
    /// <param name="what">Whose endpoints they are.</param>
    public static void Describe(IServiceCollection services, string what) => services.AddOpenApi(DocumentName, document => document.AddDocumentTransformer((written, _, _) =>
    {
        written.Info = new OpenApiInfo { Title = "Aread", Version = DocumentName, Description = $"{what} Errors are problem details (RFC 9457)." };
        return Task.CompletedTask;
    }));

    public static void Map(IEndpointRouteBuilder app)
    {
        app.MapOpenApi(Document);
        var api = app.MapGroup(Root);
        RunEndpoints.Map(api);
        RunControlEndpoints.Map(api);
        EvaluationEndpoints.Map(api);
        ExportEndpoints.Map(api);
        EventEndpoints.Map(api);
        DomainEndpoints.Map(api);
        DomainControlEndpoints.Map(api);
        DatasetEndpoints.Map(api);
        ClusterEndpoints.Map(api);
    }
}
