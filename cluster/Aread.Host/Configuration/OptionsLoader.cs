using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;

using Aread.Distributed.Hosting;
using Aread.Host.Web;

namespace Aread.Host.Configuration;

/// <summary>Puts layers of settings over defaults; the later layer wins. Every setting is read, also those that are of no use to the caller.</summary>
internal static class OptionsLoader
{
    private static readonly JsonSerializerOptions Json = new() { Converters = { new JsonStringEnumConverter() } };

    /// <exception cref="AreadException">A key is unknown, or a value is not one its key can take; origin, key and value are named.</exception>
    public static AreadOptions Load(IEnumerable<OptionSetting> settings) => Apply(new AreadOptions(), settings);

    /// <inheritdoc cref="Load"/>
    public static AreadOptions Apply(AreadOptions options, IEnumerable<OptionSetting> settings)
    {
        var sections = JsonSerializer.SerializeToNode(options, Json)!.AsObject();
        Put(settings, sections);
        return sections.Deserialize<AreadOptions>(Json)!;
    }

    /// <summary>The section <see cref="ClusterOptions.Section"/>, which is no part of a run.</summary>
    /// <inheritdoc cref="Load"/>
    public static ClusterOptions LoadCluster(IEnumerable<OptionSetting> settings) => LoadSection<ClusterOptions>(ClusterOptions.Section, settings);

    /// <summary>The section <see cref="WebOptions.Section"/>, which is no part of a run.</summary>
    /// <inheritdoc cref="Load"/>
    public static WebOptions LoadWeb(IEnumerable<OptionSetting> settings) => LoadSection<WebOptions>(WebOptions.Section, settings);

    private static T LoadSection<T>(string section, IEnumerable<OptionSetting> settings) where T : new()
    {
        var sections = new JsonObject { [section] = JsonSerializer.SerializeToNode(new T(), Json) };
        Put(settings, sections);
        return sections[section].Deserialize<T>(Json)!;
    }

    private static void Put(IEnumerable<OptionSetting> settings, JsonObject sections)
    {
        foreach (var setting in settings)
        {
            var key = OptionKeys.Find(setting.Path) ?? throw Unknown(setting);
            var value = Value(key, setting);
            if (sections[key.Section] is { } section) section[key.Name] = value;
        }
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
