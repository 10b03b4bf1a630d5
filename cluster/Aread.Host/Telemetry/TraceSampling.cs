using System.Globalization;
using OpenTelemetry.Trace;

namespace Aread.Host.Telemetry;

/// <summary>
/// Which traces are recorded, by OpenTelemetry's own variables. The SDK reads them only where no sampler is set, and one must be: see <see cref="RootSampler"/>.
/// </summary>
/// <remarks>https://opentelemetry.io/docs/specs/otel/configuration/sdk-environment-variables/#general-sdk-configuration</remarks>
internal static class TraceSampling
{
    public const string Variable = "OTEL_TRACES_SAMPLER", ArgumentVariable = "OTEL_TRACES_SAMPLER_ARG";

    private const string AlwaysOn = "always_on", AlwaysOff = "always_off", Ratio = "traceidratio", ParentBased = "parentbased_";

    /// <exception cref="AreadException">A variable says what cannot be.</exception>
    public static Sampler Of(IReadOnlyDictionary<string, string> variables)
    {
        var name = Value(variables, Variable)?.ToLowerInvariant() ?? ParentBased + AlwaysOn;
        var isParentBased = name.StartsWith(ParentBased, StringComparison.Ordinal);
        Sampler sampler = (isParentBased ? name[ParentBased.Length..] : name) switch
        {
            AlwaysOn => new AlwaysOnSampler(),
            AlwaysOff => new AlwaysOffSampler(),
            Ratio => new TraceIdRatioBasedSampler(RatioOf(variables)),
            _ => throw new AreadException(
                $"Environment variable {Variable} is '{variables[Variable]}', but must be {AlwaysOn}, {AlwaysOff} or {Ratio}, or one of these after {ParentBased}."),
        };
        var root = new RootSampler(sampler);
        // What a step that is left out holds is left out here and in other silos: without parents, too, the sampler is asked only where a trace can begin.
        return isParentBased ? new ParentBasedSampler(root) : new ParentBasedSampler(root, remoteParentSampled: sampler, remoteParentNotSampled: root);
    }

    private static double RatioOf(IReadOnlyDictionary<string, string> variables)
    {
        if (Value(variables, ArgumentVariable) is not { } text) return 1;
        return double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var ratio) && ratio is >= 0 and <= 1
            ? ratio
            : throw new AreadException($"Environment variable {ArgumentVariable} is '{text}', but must be the share of traces to record, a number from 0 to 1.");
    }

    /// <returns>Null also for an empty one, which means the same as none.</returns>
    private static string? Value(IReadOnlyDictionary<string, string> variables, string name) => variables.GetValueOrDefault(name)?.Trim() is { Length: > 0 } value ? value : null;
}
