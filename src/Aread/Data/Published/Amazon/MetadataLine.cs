using System.Net;
using System.Text.Json;

namespace Aread.Data.Published.Amazon;

/// <summary>
/// Reads lines of <c>All_Amazon_Meta.json</c>: JSON objects with the text <c>asin</c>. Of the other keys, a value that is not understood is missing, and
/// is counted. Entities of HTML are read as what they stand for.
/// </summary>
internal sealed class MetadataLine
{
    private string? _price;
    private string? _rank;
    private string? _brand;
    private string? _category;

    private enum Key
    {
        Other,
        Asin,
        Price,
        Rank,
        Brand,
        Category,
    }

    /// <summary>The item's id.</summary>
    public string Asin { get; private set; } = "";

    /// <summary>What the line has and is not understood, once <see cref="ToItem"/> has looked.</summary>
    public BrokenValues Broken { get; private set; }

    /// <returns>Why the line is damaged; null if it is not.</returns>
    public string? TryRead(ReadOnlySpan<byte> line)
    {
        (_price, _rank, _brand, _category, Broken, Asin) = (null, null, null, null, default, "");
        try
        {
            var reader = new Utf8JsonReader(line);
            if (!reader.Read() || reader.TokenType != JsonTokenType.StartObject) return "The line is no JSON object.";
            while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName) ReadProperty(ref reader);
            reader.Read();
        }
        catch (Exception fault) when (fault is JsonException or InvalidOperationException)
        {
            return "The line is no JSON.";
        }
        return Asin.Length == 0 ? "The line has no asin." : null;
    }

    /// <summary>The line last read, as an item.</summary>
    public ItemMetadata ToItem(int number)
    {
        var (rank, chart, price) = ("", "", "");
        if (_rank is not null)
        {
            if (RankText.TryRead(_rank, out var place, out var name)) (rank, chart) = (ValueBins.Ranks[place], name);
            else Broken = Broken with { Rank = true };
        }
        if (_price is not null)
        {
            if (PriceText.TryRead(_price, out var whole)) price = ValueBins.Prices[whole];
            else Broken = Broken with { Price = true };
        }
        return new ItemMetadata(number, Asin, _category ?? "", chart, rank, _brand ?? "", price);
    }

    private void ReadProperty(ref Utf8JsonReader reader)
    {
        var key = KeyOf(ref reader);
        reader.Read();
        switch (key)
        {
            case Key.Asin:
                Asin = reader.TokenType == JsonTokenType.String ? reader.GetString()! : "";
                reader.Skip();
                break;
            case Key.Price:
                if (!TryText(ref reader, out _price)) Broken = Broken with { Price = true };
                break;
            case Key.Rank:
                if (!(reader.TokenType == JsonTokenType.StartArray ? TryFirst(ref reader, out _rank) : TryText(ref reader, out _rank))) Broken = Broken with { Rank = true };
                break;
            case Key.Brand:
                if (!TryText(ref reader, out _brand)) Broken = Broken with { Brand = true };
                break;
            case Key.Category:
                if (!TryFirst(ref reader, out _category)) Broken = Broken with { Category = true };
                break;
            default:
                reader.Skip();
                break;
        }
    }

    private static Key KeyOf(ref Utf8JsonReader reader) =>
        reader.ValueTextEquals("asin"u8) ? Key.Asin
        : reader.ValueTextEquals("price"u8) ? Key.Price
        : reader.ValueTextEquals("rank"u8) ? Key.Rank
        : reader.ValueTextEquals("brand"u8) ? Key.Brand
        : reader.ValueTextEquals("category"u8) ? Key.Category
        : Key.Other;

    /// <summary>The first of a list of texts; null if it is empty or there is no list.</summary>
    /// <returns>False if there is something else.</returns>
    private static bool TryFirst(ref Utf8JsonReader reader, out string? text)
    {
        text = null;
        if (reader.TokenType == JsonTokenType.Null) return true;
        if (reader.TokenType != JsonTokenType.StartArray)
        {
            reader.Skip();
            return false;
        }
        reader.Read();
        if (reader.TokenType == JsonTokenType.EndArray) return true;
        var understood = TryText(ref reader, out text);
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray) reader.Skip();
        return understood;
    }

    /// <summary>A text or number; null if it is empty or null.</summary>
    /// <returns>False if there is something else, or a text with control characters.</returns>
    private static bool TryText(ref Utf8JsonReader reader, out string? text)
    {
        text = null;
        if (reader.TokenType == JsonTokenType.Null) return true;
        if (reader.TokenType == JsonTokenType.Number)
        {
            text = System.Text.Encoding.UTF8.GetString(reader.ValueSpan);
            return true;
        }
        if (reader.TokenType != JsonTokenType.String)
        {
            reader.Skip();
            return false;
        }
        try
        {
            var plain = WebUtility.HtmlDecode(reader.GetString())!.Trim();
            if (plain.Any(char.IsControl)) return false;
            text = plain.Length == 0 ? null : plain;
            return true;
        }
        catch (InvalidOperationException)
        {
            // Half of a pair of surrogates is no text.
            return false;
        }
    }
}
