namespace Aread.Training;

/// <summary>How a run ended.</summary>
public enum RunOutcome
{
    /// <summary>Tested; all files are final.</summary>
    Finished,

    /// <summary>Stopped on request; it can be resumed from its last checkpoint.</summary>
    Stopped,

    /// <summary>Ended by an error that its reason names.</summary>
    Failed,
}
