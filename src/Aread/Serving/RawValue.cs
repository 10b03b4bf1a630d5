namespace Aread.Serving;

/// <summary>What a sample says of one field: a text, as in a cell of a CSV file, or a list of items.</summary>
public readonly record struct RawValue
{
    private RawValue(string? text, IReadOnlyList<string>? items) => (Text, Items) = (text, items);

    public string? Text { get; }

    public IReadOnlyList<string>? Items { get; }

    public static RawValue Of(string text) => new(text, null);

    public static RawValue Of(IReadOnlyList<string> items) => new(null, items);
}
