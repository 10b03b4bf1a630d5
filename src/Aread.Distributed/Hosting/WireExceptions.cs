using Microsoft.Extensions.DependencyInjection;
using Orleans.Serialization;

namespace Aread.Distributed.Hosting;

/// <summary>Which exceptions keep their type on the wire.</summary>
internal static class WireExceptions
{
    /// <summary>Ours too, so that a caller can tell what the user can mend from a fault, and a loss from both. Message and stack trace travel.</summary>
    public static IServiceCollection LetAreadExceptionsTravel(this IServiceCollection services) =>
        services.Configure<ExceptionSerializationOptions>(options => options.SupportedNamespacePrefixes.Add(nameof(Aread)));
}
