namespace Aread.Serving;

/// <summary>How what a sample says becomes an id of a field.</summary>
public enum FieldEncoding
{
    /// <summary>Place in the field's vocabulary, from 1; 0 if it is not there.</summary>
    Value,

    /// <summary>The bin of a number: 1 plus the cuts that are not above it. A missing one has the last id.</summary>
    Bins,

    /// <summary>The weekday of a time in UTC (Mon to Sun), in the field's vocabulary.</summary>
    Weekday,

    /// <summary>The hour of a time in UTC (0 to 23), in the field's vocabulary.</summary>
    Hour,

    /// <summary>Not said by the sample: the domain it is scored for.</summary>
    Domain,
}
