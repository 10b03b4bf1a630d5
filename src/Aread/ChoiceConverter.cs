using System.Text.Json;
using System.Text.Json.Serialization;

namespace Aread;

/// <summary>Enums as words, in any case; the error for another word lists those that fit.</summary>
internal sealed class ChoiceConverter : JsonConverterFactory
{
    public override bool CanConvert(Type typeToConvert) => typeToConvert.IsEnum;

    public override JsonConverter CreateConverter(Type typeToConvert, JsonSerializerOptions options) =>
        (JsonConverter)Activator.CreateInstance(typeof(Of<>).MakeGenericType(typeToConvert))!;

    private sealed class Of<T> : JsonConverter<T> where T : struct, Enum
    {
        private static readonly Dictionary<string, T> Choices = Enum.GetValues<T>().ToDictionary(value => value.ToString(), StringComparer.OrdinalIgnoreCase);

        public override T Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
            reader.TokenType == JsonTokenType.String ? Parse(reader.GetString()!) : throw Fault($"a JSON {reader.TokenType.ToString().ToLowerInvariant()}");

        public override void Write(Utf8JsonWriter writer, T value, JsonSerializerOptions options) => writer.WriteStringValue(value.ToString());

        public override T ReadAsPropertyName(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => Parse(reader.GetString()!);

        public override void WriteAsPropertyName(Utf8JsonWriter writer, T value, JsonSerializerOptions options) => writer.WritePropertyName(value.ToString());

        private static T Parse(string word) => Choices.TryGetValue(word, out var value) ? value : throw Fault($"'{word}'");

        private static JsonException Fault(string found) =>
            new($"Here stands {found}, where one of these words must stand: {string.Join(", ", Choices.Keys.Select(JsonNamingPolicy.CamelCase.ConvertName))}.");
    }
}
