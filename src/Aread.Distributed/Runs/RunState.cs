namespace Aread.Distributed.Runs;

/// <summary>How it stands with a run.</summary>
public enum RunState
{
    /// <summary>A process is writing it.</summary>
    Running,

    /// <summary>Tested; all files are final.</summary>
    Finished,

    /// <summary>Stopped on request; it can be resumed.</summary>
    Stopped,

    /// <summary>Ended by an error.</summary>
    Failed,

    /// <summary>It never ended and nobody is writing it: its process died. It can be resumed.</summary>
    Interrupted,

    /// <summary>A file of it cannot be read.</summary>
    Damaged,
}
