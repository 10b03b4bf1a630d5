namespace Aread.Data.Import;

/// <summary>A field of the data set to be made and where its value lies in a staged record.</summary>
/// <param name="Column">Index in the schema.</param>
/// <param name="Part">What of a time it is, if it is derived.</param>
/// <param name="Offset">Of its bytes: a value number (int), or a number (double) for <see cref="FieldRole.Numeric"/>.</param>
internal sealed record ImportField(string Name, FieldRole Role, int Column, TimePart? Part, int Offset)
{
    public static string NameOf(TimePart part) => part.ToString().ToLowerInvariant();
}
