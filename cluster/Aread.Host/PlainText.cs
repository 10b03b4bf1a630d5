using System.Globalization;

namespace Aread.Host;

/// <summary>Text that others may have written, fit for a line: nothing in it begins another line, turns one round or commands a terminal.</summary>
internal static class PlainText
{
    public static string Of(string text) => string.Concat(text.Select(letter => IsPlain(letter) ? letter : ' '));

    private static bool IsPlain(char letter) =>
        char.GetUnicodeCategory(letter) is not (UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator);
}
