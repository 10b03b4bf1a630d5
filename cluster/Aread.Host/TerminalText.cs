namespace Aread.Host;

/// <summary>Text that came with data, made fit for a terminal.</summary>
internal static class TerminalText
{
    /// <summary>Control characters but for tabs and ends of lines are replaced, so that a name does nothing to the terminal that shows it.</summary>
    public static string Of(string text) => text.Any(IsHarmful) ? string.Concat(text.Select(letter => IsHarmful(letter) ? '\uFFFD' : letter)) : text;

    private static bool IsHarmful(char letter) => char.IsControl(letter) && letter is not ('\t' or '\n' or '\r');
}
