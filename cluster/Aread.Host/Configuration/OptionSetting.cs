namespace Aread.Host.Configuration;

/// <summary>A key and its value as somebody wrote them.</summary>
/// <param name="Origin">Where: a file, an environment variable or an argument. For messages.</param>
/// <param name="Path"><c>Section:Key</c> as written.</param>
/// <param name="Value">Lists are joined by commas.</param>
internal sealed record OptionSetting(string Origin, string Path, string Value);
