namespace Aread.Data.Import;

/// <summary>Where the values of a column stand.</summary>
public enum ColumnOrigin
{
    /// <summary>In the files.</summary>
    File,

    /// <summary>
    /// In the path of the file: what follows "NAME=", NAME being the column's; else the first directory below the one that is imported, or the directory of a file
    /// that is named by itself.
    /// </summary>
    Directory,
}
