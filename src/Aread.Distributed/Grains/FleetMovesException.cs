namespace Aread.Distributed.Grains;

/// <summary>The grains of a run shall be placed anew; nothing is lost.</summary>
internal sealed class FleetMovesException(string message) : Exception(message);
