using Aread.Host.Api;
using Aread.Host.Web;
using Aread.Serving;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Aread.Host.Serving;

/// <summary>What <c>aread serve</c> answers.</summary>
internal static class ScoreEndpoints
{
    /// <summary>Samples of one request.</summary>
    public const int MostSamples = 4096;

    public static void AddTo(IServiceCollection services, LiveModel model)
    {
        services.ConfigureHttpJsonOptions(json =>
        {
            AreadJson.Configure(json.SerializerOptions);
            json.SerializerOptions.Converters.Add(new RawValueConverter());
        });
        ApiEndpoints.Describe(services, "Scores of samples.");
        services.AddSingleton(model);
    }

    public static void Map(IEndpointRouteBuilder app)
    {
        app.MapOpenApi(ApiEndpoints.Document);
        var api = app.MapGroup(ApiEndpoints.Root).WithTags("Scores");
        api.MapGet("/model", (LiveModel model) => ModelDetail.Of(model.Manifest)).WithSummary("The model that is served, and what every sample must name.");
        api.MapGet("/domains", (LiveModel model) => model.Manifest.Features.Domains).WithSummary("The domains that samples can be scored for, with their masks.");
        api.MapPost("/domains/{domain}/score", ScoreAsync).WithMetadata(new ChangesNothing()).WithSummary("Probabilities of samples of one domain.");
    }

    private static Task<ScoreReply> ScoreAsync(string domain, ScoreRequest request, LiveModel live, CancellationToken cancellationToken) =>
        ServingTelemetry.RequestAsync(live.Manifest.Run, () =>
        {
            if (request.Samples.Count > MostSamples)
                throw new ApiException(StatusCodes.Status413PayloadTooLarge, $"The request has {request.Samples.Count} samples; {MostSamples} can be scored at once. Send several requests.");
            return live.UseAsync(model => model.ScoreAsync(domain, request.Samples, cancellationToken));
        });
}
