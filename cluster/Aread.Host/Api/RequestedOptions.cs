using System.Text.Json;
using Aread.Host.Configuration;
using Aread.Host.Web;
using Microsoft.AspNetCore.Http;

namespace Aread.Host.Api;

/// <summary>Options that the body of a request sets, by their keys.</summary>
internal static class RequestedOptions
{
    /// <param name="options">The server's.</param>
    /// <param name="scope">What may be set.</param>
    /// <exception cref="ApiException">A key is unknown or outside, or cannot have that value.</exception>
    public static AreadOptions Apply(IReadOnlyDictionary<string, JsonElement>? asked, AreadOptions options, OptionScope scope)
    {
        OptionSetting[] settings = [.. Settings(asked).Select(option => new OptionSetting("options", option.Key, OptionSources.Text(option.Value)))];
        try
        {
            scope.Check(settings);
            var applied = OptionsLoader.Apply(options, settings);
            OptionsValidation.Check(applied);
            return applied;
        }
        catch (AreadException fault)
        {
            throw new ApiException(StatusCodes.Status400BadRequest, fault.Message);
        }
    }

    /// <summary>For the audit.</summary>
    public static string Tell(IReadOnlyDictionary<string, JsonElement>? asked) => string.Concat(Settings(asked).Select(option => $", {option.Key}={option.Value}"));

    private static IReadOnlyDictionary<string, JsonElement> Settings(IReadOnlyDictionary<string, JsonElement>? asked) => asked ?? new Dictionary<string, JsonElement>();
}
