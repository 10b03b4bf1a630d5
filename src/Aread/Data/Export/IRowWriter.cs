namespace Aread.Data.Export;

/// <summary>Writes samples of one split as rows of a file.</summary>
internal interface IRowWriter : IAsyncDisposable
{
    ValueTask WriteAsync(SampleBlock samples, CancellationToken cancellationToken);

    /// <summary>Writes what is left and ends the file. Disposed before, it is cut short.</summary>
    ValueTask CompleteAsync(CancellationToken cancellationToken);
}
