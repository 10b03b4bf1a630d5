namespace Aread.Data.Import;

/// <summary>What decides which part a row belongs to.</summary>
public enum SplitBy
{
    /// <summary>The latest rows are test, those before them valid.</summary>
    Time,

    /// <summary>A column of kind <see cref="ColumnKind.Split"/>.</summary>
    Column,

    /// <summary>A draw per row.</summary>
    Random,
}
