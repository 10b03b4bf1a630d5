namespace Aread.Data;

/// <summary>A file of the user's does not hold what it should. Names file, row and column where they are known.</summary>
public sealed class DataFormatException(string file, long? row, string? column, string reason, string remedy, Exception? inner = null)
    : AreadException(Describe(file, row, column, reason, remedy), inner!)
{
    public string File { get; } = file;

    /// <summary>One-based line or row number, if the fault lies in one row.</summary>
    public long? Row { get; } = row;

    public string? Column { get; } = column;

    private static string Describe(string file, long? row, string? column, string reason, string remedy)
    {
        var where = (row, column) switch
        {
            (null, null) => file,
            (null, _) => $"{file}, column '{column}'",
            (_, null) => $"{file}, row {row}",
            _ => $"{file}, row {row}, column '{column}'",
        };
        return $"{where}: {reason} {remedy}".TrimEnd();
    }
}
