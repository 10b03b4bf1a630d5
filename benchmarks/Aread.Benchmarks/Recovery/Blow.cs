namespace Aread.Benchmarks.Recovery;

/// <summary>What befalls a silo.</summary>
internal enum Blow
{
    /// <summary>kill -9: its system closes its connections.</summary>
    Killed,

    /// <summary>kill -STOP: its connections stay open and nobody answers, as after a loss of power or network.</summary>
    Frozen,
}
