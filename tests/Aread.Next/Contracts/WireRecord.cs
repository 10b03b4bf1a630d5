namespace Aread.Distributed.Contracts;

/// <summary>What travels between silos. Members may be added in a later version, under new ids; ids are never used again.</summary>
[GenerateSerializer, Immutable, Alias("Aread.WireRecord")]
public abstract record WireRecord
{
    /// <summary>The version that this program writes and the highest that it understands.</summary>
    public const int CurrentVersion = 1;

    /// <summary>To be raised when a receiver that does not know the new members would do wrong without them.</summary>
    [Id(0)]
    public int Version { get; init; } = CurrentVersion;
}
