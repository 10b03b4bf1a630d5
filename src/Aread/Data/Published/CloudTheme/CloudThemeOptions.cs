namespace Aread.Data.Published.CloudTheme;

/// <summary>What an import of Cloud-Theme leaves to its user.</summary>
/// <param name="Seed">Names the draws of negatives.</param>
public sealed record CloudThemeOptions(long Seed = 1);
