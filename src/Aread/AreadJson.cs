using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.RegularExpressions;
using Aread.Data;

namespace Aread;

/// <summary>How the project writes and reads JSON: camelCase, enums as strings, unknown and doubled keys are errors.</summary>
public static partial class AreadJson
{
    /// <summary>One line per document.</summary>
    public static JsonSerializerOptions Compact { get; } = Create(indented: false);

    /// <summary>For files that people read.</summary>
    public static JsonSerializerOptions Indented { get; } = Create(indented: true);

    /// <summary>As one line.</summary>
    public static string Write<T>(T value) => JsonSerializer.Serialize(value, Compact);

    /// <summary>Reads what <see cref="Write"/> wrote.</summary>
    /// <exception cref="JsonException">The text does not fit.</exception>
    public static T Read<T>(string json) => JsonSerializer.Deserialize<T>(json, Compact) ?? throw new JsonException("It holds null.");

    /// <exception cref="DataFormatException">The file is missing, no JSON, or does not fit; the message names line and key.</exception>
    public static T ReadFile<T>(string path)
    {
        try
        {
            using var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            return JsonSerializer.Deserialize<T>(stream, Indented) ?? throw new JsonException("It holds null.");
        }
        catch (JsonException fault)
        {
            throw NotUnderstood(path, fault.LineNumber + 1, fault);
        }
        catch (Exception fault) when (fault is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new DataFormatException(path, null, null, "The file is missing.", "Check the path.", fault);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            throw new DataFormatException(path, null, null, $"The file cannot be read: {fault.Message.TrimEnd('.')}.", "Check the file and its permissions.", fault);
        }
    }

    /// <summary>The error for a document of the user's that does not parse.</summary>
    /// <param name="row">One-based line, if known.</param>
    public static DataFormatException NotUnderstood(string file, long? row, JsonException fault)
    {
        var tail = fault.Message.IndexOf(" Path: ", StringComparison.Ordinal);
        var reason = Reason(tail < 0 ? fault.Message : fault.Message[..tail]);
        var key = fault.Path is null or "$" ? "" : $" (at {fault.Path.TrimStart('$', '.')})";
        return new DataFormatException(file, row, null, $"{reason}{key}", "Mend the file or write it again.", fault);
    }

    // The serializer speaks of .NET types, which are nothing to who wrote the file.
    private static string Reason(string message)
    {
        if (UnknownKey().Match(message) is { Success: true } unknown)
        {
            var known = typeof(AreadJson).Assembly.GetType(unknown.Groups["type"].Value) is { } type
                ? $"; the keys here are {string.Join(", ", Compact.GetTypeInfo(type).Properties.Select(property => property.Name))}."
                : ".";
            return $"Unknown key '{unknown.Groups["key"].Value}'{known}";
        }
        return MissingKeys().Match(message) is { Success: true } missing ? $"Missing: {missing.Groups["keys"].Value}." : message;
    }

    [GeneratedRegex(@"^The JSON property '(?<key>.*)' could not be mapped to any \.NET member contained in type '(?<type>[^']+)'", RegexOptions.Singleline)]
    private static partial Regex UnknownKey();

    [GeneratedRegex(@"^JSON deserialization for type '[^']+' was missing required properties including: (?<keys>.*?)\.?$", RegexOptions.Singleline)]
    private static partial Regex MissingKeys();

    /// <summary>Makes a serializer of someone else's write and read as the project does.</summary>
    public static void Configure(JsonSerializerOptions options)
    {
        options.PropertyNamingPolicy = JsonNamingPolicy.CamelCase;
        options.PropertyNameCaseInsensitive = true;
        options.Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping;
        options.UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow;
        options.AllowDuplicateProperties = false;
        options.NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals;
        options.RespectNullableAnnotations = true;
        options.RespectRequiredConstructorParameters = true;
        options.Converters.Add(new ChoiceConverter());
    }

    private static JsonSerializerOptions Create(bool indented)
    {
        var options = new JsonSerializerOptions { WriteIndented = indented };
        Configure(options);
        options.MakeReadOnly(populateMissingResolver: true);
        return options;
    }
}
