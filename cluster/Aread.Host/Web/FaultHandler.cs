using System.Text.Json;
using Aread.Serving;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Aread.Host.Web;

/// <summary>Turns what a request threw into problem details (RFC 9457), and nothing else does.</summary>
internal sealed partial class FaultHandler(ILogger<FaultHandler> logger) : IExceptionHandler
{
    /// <summary>What callers are told of what nobody but us can mend.</summary>
    public const string OwnFault = "This is a fault of the program; the details are in its log.";

    public async ValueTask<bool> TryHandleAsync(HttpContext httpContext, Exception exception, CancellationToken cancellationToken)
    {
        if (httpContext.RequestAborted.IsCancellationRequested) return true;
        var (status, detail) = Describe(httpContext.Request, exception);
        if (status == StatusCodes.Status500InternalServerError && exception is not AreadException) LogFault(exception, httpContext.Request.Method, httpContext.Request.Path.ToUriComponent());
        var place = exception is SampleFault fault ? new Dictionary<string, object?> { ["sample"] = fault.Sample, ["field"] = fault.Field } : null;
        await TypedResults.Problem(detail, statusCode: status, extensions: place).ExecuteAsync(httpContext);
        return true;
    }

    private static (int Status, string Detail) Describe(HttpRequest request, Exception fault) => fault switch
    {
        ApiException refused => (refused.Status, refused.Message),
        SampleFault => (StatusCodes.Status422UnprocessableEntity, fault.Message),
        BadHttpRequestException { InnerException: JsonException json } => (StatusCodes.Status400BadRequest, AreadJson.NotUnderstood("The request's body", json.LineNumber + 1, json).Message),
        BadHttpRequestException bad => (bad.StatusCode, bad.Message),
        // What was asked for goes against how things stand; what was to be read is damaged.
        AreadException => (HttpMethods.IsGet(request.Method) ? StatusCodes.Status500InternalServerError : StatusCodes.Status409Conflict, fault.Message),
        _ => (StatusCodes.Status500InternalServerError, OwnFault),
    };

    [LoggerMessage(LogLevel.Error, "{Method} {Path} failed")]
    private partial void LogFault(Exception fault, string method, string path);
}
