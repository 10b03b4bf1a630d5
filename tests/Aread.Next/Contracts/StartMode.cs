namespace Aread.Distributed.Contracts;

/// <summary>What starting a run does about a directory of its name.</summary>
[GenerateSerializer, Alias("Aread.StartMode")]
public enum StartMode
{
    /// <summary>There must be none.</summary>
    New,

    /// <summary>Replace it.</summary>
    Overwrite,

    /// <summary>Go on from its latest checkpoint.</summary>
    Resume,

    /// <summary>The same, though its process may still hold the run: the cluster knows that it is lost.</summary>
    TakeOver,
}
