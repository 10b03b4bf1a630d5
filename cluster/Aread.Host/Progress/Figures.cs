using Aread.Training;

namespace Aread.Host.Progress;

/// <summary>How numbers are written for people.</summary>
internal static class Figures
{
    public const string Unknown = "-";

    /// <summary>Four decimals: what an AUC or a loss can be compared by.</summary>
    public static string Score(double? value) => value?.ToString("0.0000") ?? Unknown;

    /// <summary>A difference of two scores, always signed.</summary>
    public static string Margin(double? value) => value?.ToString("+0.0000;-0.0000;0.0000") ?? Unknown;

    public static string Count(double? value) => value?.ToString("N0") ?? Unknown;

    public static string Duration(TimeSpan? time) => time switch
    {
        null => Unknown,
        { TotalHours: >= 1 } t => $"{(int)t.TotalHours}:{t:mm\\:ss}",
        { } t => $"{(int)t.TotalMinutes}:{t:ss}",
    };

    public static string Phase(RunPhase phase) => phase switch
    {
        RunPhase.Augment => "augment",
        RunPhase.WarmUp => "warm-up",
        RunPhase.MaskSearch => "mask search",
        RunPhase.MaskedTraining => "training",
        RunPhase.Evaluate => "evaluate",
        RunPhase.Test => "test",
        _ => phase.ToString(),
    };
}
