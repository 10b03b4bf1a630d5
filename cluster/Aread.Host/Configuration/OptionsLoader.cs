using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;

namespace Aread.Host.Configuration;

/// <summary>Puts layers of settings over the defaults of <see cref="AreadOptions"/>; the later layer wins.</summary>
internal static class OptionsLoader
{
    private static readonly JsonSerializerOptions Json = new() { Converters = { new JsonStringEnumConverter() } };

    /// <exception cref="AreadException">A key is unknown, or a value is not one its key can take; origin, key and value are named.</exception>
    public static AreadOptions Load(IEnumerable<OptionSetting> settings) => Apply(new AreadOptions(), settings);

    /// <inheritdoc cref="Load"/>
    public static AreadOptions Apply(AreadOptions options, IEnumerable<OptionSetting> settings)
    {
        var values = JsonSerializer.SerializeToNode(options, Json)!.AsObject();
        foreach (var setting in settings)
        {
            var key = OptionKeys.Find(setting.Path) ?? throw Unknown(setting);
            values[key.Section]![key.Name] = Value(key, setting);
        }
        return values.Deserialize<AreadOptions>(Json)!;
    }

    private static JsonNode? Value(OptionKey key, OptionSetting setting)
    {
        try
        {
            return key.Parse(setting.Value);
        }
        catch (Exception fault) when (fault is FormatException or OverflowException)
        {
            throw new AreadException($"{setting.Origin}: {key.Path} is '{setting.Value}', but must be {key.Expected}.", fault);
        }
    }

    private static AreadException Unknown(OptionSetting setting)
    {
        var what = setting.Path.Contains(':', StringComparison.Ordinal) ? "option" : "section of options";
        var nearest = OptionKeys.Nearest(setting.Path);
        return new AreadException($"{setting.Origin}: there is no {what} '{setting.Path}'. The nearest is {nearest.Path} ({nearest.Expected}).");
    }
}
