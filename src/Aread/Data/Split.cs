namespace Aread.Data;

/// <summary>Which part of the data a sample belongs to. The numbers are those of split tags in published files.</summary>
public enum Split
{
    Train = 0,
    Valid = 1,
    Test = 2,
}
