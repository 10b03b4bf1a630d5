using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace Aread.Host.Web;

/// <summary>
/// The name of a domain as a word of a path. It may hold anything, and is escaped whole. The server decodes every escape but that of the slash, so that
/// <c>a%2Fb</c> (a/b) and <c>a%252Fb</c> (a%2Fb) look alike afterwards: the path as it was sent tells them apart.
/// </summary>
internal static partial class DomainInPath
{
    private const string Parameter = "domain";

    /// <summary>Gives endpoints the name itself.</summary>
    public static Task UnescapeAsync(HttpContext context, RequestDelegate next)
    {
        var values = context.Request.RouteValues;
        if (values[Parameter] is string word && Slash().IsMatch(word)) values[Parameter] = NameOf(word, context.Features.GetRequiredFeature<IHttpRequestFeature>().RawTarget);
        return next(context);
    }

    /// <param name="word">As the server decoded it.</param>
    private static string NameOf(string word, string target)
    {
        var sent = target.Split('?')[0].Split('/').LastOrDefault(part => Uri.UnescapeDataString(Slash().Replace(part, "%25$1")) == word);
        return Uri.UnescapeDataString(sent ?? word);
    }

    [GeneratedRegex("%(2F)", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Slash();
}
