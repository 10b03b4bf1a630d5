namespace Aread.Data.Import;

/// <summary>A field made from a time, in UTC.</summary>
public enum TimePart
{
    Weekday,
    Hour,
}
