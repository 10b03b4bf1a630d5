namespace Aread.Serving;

/// <summary>Which items of a list that is too long count.</summary>
public enum KeptItems
{
    /// <summary>Of a history, whose newest item comes first.</summary>
    First,

    /// <summary>Of a column, whose latest item comes last.</summary>
    Last,
}

/// <summary>A sequence of items: <paramref name="Length"/> ids of the item field in the order of the list, then padding.</summary>
/// <param name="Kept">Null where it is not known: a list that is too long is refused.</param>
public sealed record ServedSequence(string Name, int Length, KeptItems? Kept);
