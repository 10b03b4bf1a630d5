namespace Aread.Data.Import;

/// <summary>The steps of an import, in order.</summary>
public enum ImportStage
{
    Reading,
    Sorting,
    Counting,
    Writing,
}
