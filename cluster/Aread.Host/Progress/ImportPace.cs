using Aread.Data.Import;

namespace Aread.Host.Progress;

/// <summary>What an import does, at which rate, and how long the stage will still take.</summary>
internal sealed class ImportPace(TimeProvider time)
{
    private (string? Step, ImportStage Stage)? _now;
    private long _begin;
    private long _beginRows;
    private double _beginFraction;

    public (string What, double Share) Describe(ImportProgress progress)
    {
        var stage = progress.Stage.ToString().ToLowerInvariant();
        var what = progress.Step is null ? stage : $"{progress.Step}, {stage}";
        if (_now != (progress.Step, progress.Stage))
            (_now, _begin, _beginRows, _beginFraction) = ((progress.Step, progress.Stage), time.GetTimestamp(), progress.Rows, progress.Fraction);
        var seconds = time.GetElapsedTime(_begin).TotalSeconds;
        if (seconds < 1 || progress.Fraction <= _beginFraction) return (what, progress.Fraction);
        var left = TimeSpan.FromSeconds(seconds / (progress.Fraction - _beginFraction) * (1 - progress.Fraction));
        return ($"{what}  {Figures.Count((progress.Rows - _beginRows) / seconds)} rows/s  {Figures.Duration(left)} left", progress.Fraction);
    }
}
