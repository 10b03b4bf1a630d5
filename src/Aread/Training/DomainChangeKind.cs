namespace Aread.Training;

/// <summary>What can become of a domain of a run.</summary>
public enum DomainChangeKind
{
    /// <summary>It comes: with rows for values not known yet, a mask found from the present weights, and a part in training.</summary>
    Add,

    /// <summary>It goes, with its samples, its mask and its row; all else stays.</summary>
    Remove,

    /// <summary>It is scored, but neither trained on nor searched.</summary>
    Pause,

    /// <summary>It is trained on and searched again.</summary>
    Resume,

    /// <summary>It has more samples.</summary>
    Append,
}
