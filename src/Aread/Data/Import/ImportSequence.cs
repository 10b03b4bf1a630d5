namespace Aread.Data.Import;

/// <summary>A sequence that a column holds, and where its value numbers of items lie in a staged record.</summary>
/// <param name="Column">Index in the schema.</param>
/// <param name="Offset">Of <paramref name="Length"/> ints; <see cref="Nothing"/> where the list is shorter.</param>
internal sealed record ImportSequence(string Name, int Column, int Length, int Offset)
{
    public const int Nothing = -1;
}
