using System.Text.Json.Serialization;

namespace Aread.Comparison;

/// <summary>A metric over seeds.</summary>
/// <param name="Mean">Null if it is not defined with some seed.</param>
/// <param name="Deviation">Sample standard deviation; null with one seed.</param>
public sealed record ScoreSpread(double? Mean, double? Deviation)
{
    /// <summary>A deviation under the mean; not a number where the mean is not defined.</summary>
    [JsonIgnore]
    public double Low => (Mean ?? double.NaN) - (Deviation ?? 0);

    /// <summary>A deviation over it.</summary>
    [JsonIgnore]
    public double High => (Mean ?? double.NaN) + (Deviation ?? 0);

    public static ScoreSpread Of(IReadOnlyList<double?> values)
    {
        if (values.Count == 0 || values.Any(value => value is null)) return new ScoreSpread(null, null);
        var mean = values.Average()!.Value;
        return new ScoreSpread(mean, values.Count < 2 ? null : Math.Sqrt(values.Sum(value => (value!.Value - mean) * (value.Value - mean)) / (values.Count - 1)));
    }
}
