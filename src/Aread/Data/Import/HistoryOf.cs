namespace Aread.Data.Import;

/// <summary>Which of a user's samples a history holds.</summary>
public enum HistoryOf
{
    Positive,
    Negative,
}
