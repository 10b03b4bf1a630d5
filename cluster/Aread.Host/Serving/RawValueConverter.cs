using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;
using Aread.Serving;

namespace Aread.Host.Serving;

/// <summary>Reads a value of a sample: numbers as they are written, null as the empty text.</summary>
internal sealed class RawValueConverter : JsonConverter<RawValue>
{
    public override bool HandleNull => true;

    public override RawValue Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        if (reader.TokenType != JsonTokenType.StartArray) return RawValue.Of(Text(ref reader));
        var items = new List<string>();
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray) items.Add(Text(ref reader));
        return RawValue.Of(items);
    }

    public override void Write(Utf8JsonWriter writer, RawValue value, JsonSerializerOptions options)
    {
        if (value.Items is { } items) JsonSerializer.Serialize(writer, items, options);
        else writer.WriteStringValue(value.Text);
    }

    private static string Text(ref Utf8JsonReader reader) => reader.TokenType switch
    {
        JsonTokenType.String => reader.GetString()!,
        JsonTokenType.Number => Encoding.UTF8.GetString(reader.ValueSpan),
        JsonTokenType.Null => "",
        var other => throw new JsonException($"Here stands {other}, where a text, a number, null or an array of these must stand."),
    };
}
