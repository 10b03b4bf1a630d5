using System.Net.Mime;
using Microsoft.AspNetCore.Http;

namespace Aread.Host.Dashboard;

/// <summary>What browsers are told of pages: they load nothing from elsewhere, stand in no frame, and are not kept.</summary>
internal static class PageHeaders
{
    private const string Scripts = "default-src 'none'; script-src 'self'; style-src 'self'";
    private const string Rest = "; img-src 'self' data:; connect-src 'self'; base-uri 'self'; form-action 'self'; frame-ancestors 'none'";
    private const string Policy = Scripts + Rest;

    /// <summary>Orleans' pages bring fonts, and styles within their elements.</summary>
    private const string OrleansPolicy = Scripts + " 'unsafe-inline'; font-src 'self' data:" + Rest;

    public static Task InvokeAsync(HttpContext context, RequestDelegate next)
    {
        var headers = context.Response.Headers;
        headers.XContentTypeOptions = "nosniff";
        context.Response.OnStarting(() =>
        {
            if (context.Response.ContentType?.StartsWith(MediaTypeNames.Text.Html, StringComparison.Ordinal) != true || headers.ContentSecurityPolicy.Count > 0) return Task.CompletedTask;
            headers.ContentSecurityPolicy = context.Request.Path.StartsWithSegments(OrleansPages.Root) ? OrleansPolicy : Policy;
            headers["Referrer-Policy"] = "same-origin";
            headers.CacheControl = "no-store";
            return Task.CompletedTask;
        });
        return next(context);
    }
}
