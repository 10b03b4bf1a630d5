namespace Aread.Distributed.Runs;

/// <summary>What to do when a new run's name is taken.</summary>
public enum RunConflict
{
    /// <summary>Leave the old run alone and say so.</summary>
    Refuse,

    /// <summary>Delete the old run's files, except its logs, and begin anew.</summary>
    Overwrite,
}
