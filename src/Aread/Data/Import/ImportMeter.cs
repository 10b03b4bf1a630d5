namespace Aread.Data.Import;

/// <summary>Tells of progress, and stops when told to, every few thousand rows.</summary>
/// <param name="step">Of a preparation, if it is one that is measured.</param>
internal sealed class ImportMeter(IProgress<ImportProgress>? progress, CancellationToken cancellationToken, string? step = null)
{
    private const long Interval = 8192;

    public CancellationToken Cancellation => cancellationToken;

    public ImportMeter For(string preparationStep) => new(progress, cancellationToken, preparationStep);

    public bool IsDue(long row) => row % Interval == 0;

    public void Report(ImportStage stage, long rows, double fraction)
    {
        cancellationToken.ThrowIfCancellationRequested();
        progress?.Report(new ImportProgress(stage, rows, Math.Clamp(fraction, 0, 1), step));
    }

    public void Tick(ImportStage stage, long row, long rows)
    {
        if (IsDue(row)) Report(stage, row, (double)row / rows);
    }
}
