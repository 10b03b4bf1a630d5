namespace Aread.Data.Export;

/// <summary>What rows are written as.</summary>
public enum ExportFormat
{
    Csv,
    Parquet,
}
