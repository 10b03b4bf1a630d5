namespace Aread.Data.Published.CloudTheme;

/// <summary>One line of the log: a user came to an item in a theme and clicked it. All but the time are numbers of texts or counts.</summary>
/// <param name="Time">Milliseconds since 1970.</param>
internal readonly record struct ThemeClick(int User, int Item, int Theme, int Leaf, int FirstLevel, int Clicks, long Time);
