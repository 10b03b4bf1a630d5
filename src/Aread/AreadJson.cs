using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using Aread.Data;

namespace Aread;

/// <summary>How the project writes and reads JSON: camelCase, enums as strings, unknown and doubled keys are errors.</summary>
public static class AreadJson
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
        var reason = tail < 0 ? fault.Message : fault.Message[..tail];
        var key = fault.Path is null or "$" ? "" : $" (at {fault.Path.TrimStart('$', '.')})";
        return new DataFormatException(file, row, null, $"{reason}{key}", "Mend the file or write it again.", fault);
    }

    private static JsonSerializerOptions Create(bool indented)
    {
        var options = new JsonSerializerOptions
        {
            PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
            PropertyNameCaseInsensitive = true,
            Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
            UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
            AllowDuplicateProperties = false,
            NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals,
            RespectNullableAnnotations = true,
            RespectRequiredConstructorParameters = true,
            WriteIndented = indented,
            Converters = { new ChoiceConverter() },
        };
        options.MakeReadOnly(populateMissingResolver: true);
        return options;
    }
}
