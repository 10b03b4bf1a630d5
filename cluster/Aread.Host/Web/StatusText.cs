using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Http;

namespace Aread.Host.Web;

/// <summary>Says in words what a bare status code means, as problem details.</summary>
internal static class StatusText
{
    public static Task WriteAsync(StatusCodeContext context)
    {
        var status = context.HttpContext.Response.StatusCode;
        return TypedResults.Problem(Of(status), statusCode: status).ExecuteAsync(context.HttpContext);
    }

    private static string? Of(int status) => status switch
    {
        StatusCodes.Status401Unauthorized => "A token is needed that this server knows: Authorization: Bearer TOKEN.",
        StatusCodes.Status403Forbidden => $"This token does not allow it: role {AccessRole.Operate} is needed to change something or to take a model away, {AccessRole.Read} to look.",
        StatusCodes.Status404NotFound => $"There is nothing here. What there is stands in {Api.ApiEndpoints.Document}.",
        StatusCodes.Status408RequestTimeout => "The request came too slowly.",
        StatusCodes.Status413PayloadTooLarge => $"The body is too large ({WebOptions.Section}:{nameof(WebOptions.MaximumBodyBytes)}).",
        StatusCodes.Status415UnsupportedMediaType => "The body must be JSON: Content-Type: application/json.",
        StatusCodes.Status429TooManyRequests => "These are too many requests. Wait a little.",
        _ => null,
    };
}
