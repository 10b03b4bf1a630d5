using System.Globalization;

namespace Aread.Data.Published.Amazon;

/// <summary>Reads prices such as <c>$1,234.50</c>, and ranges such as <c>$1.00 - $3.00</c>, which count as their mean.</summary>
internal static class PriceText
{
    private const decimal Most = 1_000_000_000;

    /// <param name="price">Brought to the next whole number above.</param>
    /// <returns>False if the text is no price.</returns>
    public static bool TryRead(ReadOnlySpan<char> text, out long price)
    {
        price = 0;
        var dash = text.IndexOf('-');
        if (!TryAmount(dash < 0 ? text : text[..dash], out var low)) return false;
        var high = low;
        if (dash >= 0 && !TryAmount(text[(dash + 1)..], out high)) return false;
        price = (long)Math.Ceiling((low + high) / 2);
        return true;
    }

    private static bool TryAmount(ReadOnlySpan<char> text, out decimal amount)
    {
        text = text.Trim();
        if (text is ['$', .. var rest]) text = rest.Trim();
        return decimal.TryParse(text, NumberStyles.AllowDecimalPoint | NumberStyles.AllowThousands, CultureInfo.InvariantCulture, out amount) && amount <= Most;
    }
}
