namespace Aread.Host.Api;

/// <summary>What was asked for is not there yet: ask again.</summary>
/// <param name="Share">What is done of it, 0 to 1.</param>
internal sealed record WorkUnderWay(double Share);
