namespace Aread.Data.Import;

/// <summary>How a time is written.</summary>
public enum TimeFormat
{
    UnixSeconds,
    UnixMilliseconds,

    /// <summary>ISO 8601, for example 2024-05-31 or 2024-05-31T18:30:00Z; UTC where no offset is given.</summary>
    Iso,
}
