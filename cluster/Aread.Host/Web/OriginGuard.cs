using Microsoft.AspNetCore.Http;

namespace Aread.Host.Web;

/// <summary>
/// Keeps pages of other sites from making a reader's browser change something here: where nobody is asked for a token, the browser's word is all there is.
/// Browsers name the origin of a request; other clients do not. A socket counts as a change: what a page does comes over it.
/// </summary>
internal static class OriginGuard
{
    public static Task InvokeAsync(HttpContext context, RequestDelegate next)
    {
        var request = context.Request;
        var isLook = (HttpMethods.IsGet(request.Method) || HttpMethods.IsHead(request.Method)) && request.Headers.Upgrade.Count == 0;
        if (isLook || IsOwn(request)) return next(context);
        throw new ApiException(StatusCodes.Status403Forbidden, "This request was made by a page of another site.");
    }

    private static bool IsOwn(HttpRequest request) => request.Headers["Sec-Fetch-Site"].ToString() switch
    {
        "same-origin" or "none" => true,
        "" => request.Headers.Origin.ToString() is var origin && (origin.Length == 0 || (Uri.TryCreate(origin, UriKind.Absolute, out var from) && from.Authority == request.Host.Value)),
        _ => false,
    };
}
