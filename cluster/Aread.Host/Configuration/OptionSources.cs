using System.Text.Json;

namespace Aread.Host.Configuration;

/// <summary>The places options are read from. Each gives what is written there, known or not.</summary>
internal static class OptionSources
{
    private const string VariablePrefix = "AREAD_";

    /// <summary>A file such as <c>{"Training": {"BatchSize": 512}}</c>; nothing if it is not there. Comments are allowed.</summary>
    /// <exception cref="AreadException">The file is no JSON of that form.</exception>
    public static IReadOnlyList<OptionSetting> File(string path)
    {
        if (!System.IO.File.Exists(path)) return [];
        var reading = new JsonDocumentOptions { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true, AllowDuplicateProperties = false };
        try
        {
            using var document = JsonDocument.Parse(System.IO.File.ReadAllBytes(path), reading);
            return [.. Sections(path, document.RootElement)];
        }
        catch (JsonException fault)
        {
            throw new AreadException($"{path}: not valid JSON. {fault.Message}", fault);
        }
    }

    /// <summary>Variables such as <c>AREAD_Training__BatchSize</c>.</summary>
    /// <exception cref="AreadException">A variable names a section but lacks the two underscores before the key.</exception>
    public static IEnumerable<OptionSetting> Environment(IReadOnlyDictionary<string, string> variables)
    {
        foreach (var (name, value) in variables.OrderBy(variable => variable.Key, StringComparer.Ordinal))
        {
            if (!name.StartsWith(VariablePrefix, StringComparison.OrdinalIgnoreCase)) continue;
            var parts = name[VariablePrefix.Length..].Split("__", 2);
            if (parts.Length == 2) yield return new OptionSetting($"environment variable {name}", $"{parts[0]}:{parts[1]}", value);
            else if (OptionKeys.IsSection(parts[0].Split('_')[0]))
                throw new AreadException($"Environment variable {name} is no option: section and key are joined by two underscores, as in AREAD_Training__BatchSize.");
        }
    }

    /// <summary>Arguments of the form <c>Section:Key=value</c>.</summary>
    public static IEnumerable<OptionSetting> Arguments(IEnumerable<string> assignments)
    {
        foreach (var assignment in assignments)
        {
            var separator = assignment.IndexOf('=', StringComparison.Ordinal);
            if (separator < 1) throw new AreadException($"--set {assignment}: write --set Section:Key=value.");
            yield return new OptionSetting("--set", assignment[..separator].Trim(), assignment[(separator + 1)..]);
        }
    }

    private static IEnumerable<OptionSetting> Sections(string file, JsonElement root)
    {
        if (root.ValueKind != JsonValueKind.Object) throw new AreadException($"{file}: an object of sections is expected, found {root.ValueKind}.");
        foreach (var section in root.EnumerateObject())
        {
            if (section.Value.ValueKind != JsonValueKind.Object) yield return new OptionSetting(file, section.Name, section.Value.GetRawText());
            else if (!OptionKeys.IsSection(section.Name)) yield return new OptionSetting(file, section.Name, "{}");
            else
                foreach (var key in section.Value.EnumerateObject()) yield return new OptionSetting(file, $"{section.Name}:{key.Name}", Text(key.Value));
        }
    }

    /// <summary>A value of JSON in the form that arguments have.</summary>
    public static string Text(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Null => "",
        JsonValueKind.String => value.GetString()!,
        JsonValueKind.Array => string.Join(',', value.EnumerateArray().Select(Text)),
        _ => value.GetRawText(),
    };
}
