using Aread.Data;
using Aread.Data.Inspection;
using Aread.Host.Web;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Hosting;

namespace Aread.Host.Api;

/// <summary>
/// Reports of data sets. Each goes through all samples, so one is made at a time and then kept as long as the data set is what it was; one that nobody
/// asks for any more is broken off.
/// </summary>
/// <param name="inspect">Makes a report.</param>
internal sealed class DatasetReports(DatasetReports.Inspect inspect, TimeProvider time, IHostApplicationLifetime server)
{
    public delegate Task<DatasetReport> Inspect(Dataset dataset, IProgress<double>? progress, CancellationToken cancellationToken);

    public const int MostUnderWay = 8;

    private const int MostKept = 64;

    /// <summary>After it was last asked for.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromMinutes(10);

    /// <summary>A data set that cannot be read is not gone through again for each who asks.</summary>
    public static readonly TimeSpan FaultKept = TimeSpan.FromMinutes(1);

    private readonly Lock _lock = new();
    private readonly SemaphoreSlim _turn = new(1);

    /// <summary>The one that was asked for last comes first.</summary>
    private readonly LinkedList<(string Key, BackgroundWork<DatasetReport> Work)> _reports = [];

    /// <summary>The report, or the work at it.</summary>
    /// <exception cref="ApiException">Too many are under way.</exception>
    public BackgroundWork<DatasetReport> Of(Dataset dataset)
    {
        var key = $"{dataset.Fingerprint.Dataset} {dataset.Directory}";
        lock (_lock)
        {
            var known = _reports.FirstOrDefault(report => report.Key == key);
            if (known.Work is not null) _reports.Remove(known);
            var work = known.Work is { } kept && IsGood(kept) ? kept : Begin(dataset);
            work.EndAfter(Patience);
            _reports.AddFirst((key, work));
            while (_reports.Count > MostKept) _reports.RemoveLast();
            return work;
        }
    }

    private bool IsGood(BackgroundWork<DatasetReport> work) =>
        !work.Done.IsCanceled && (!work.Done.IsFaulted || time.GetUtcNow() - work.Ended < FaultKept);

    private BackgroundWork<DatasetReport> Begin(Dataset dataset) => _reports.Count(report => !report.Work.Done.IsCompleted) < MostUnderWay
        ? new BackgroundWork<DatasetReport>((progress, stop) => MakeAsync(dataset, progress, stop), time, server.ApplicationStopping)
        : throw new ApiException(StatusCodes.Status429TooManyRequests, $"{MostUnderWay} reports of data sets are being made. Wait until one is done.");

    private async Task<DatasetReport> MakeAsync(Dataset dataset, IProgress<double> progress, CancellationToken stop)
    {
        await _turn.WaitAsync(stop);
        try
        {
            return await inspect(dataset, progress, stop);
        }
        finally
        {
            _turn.Release();
        }
    }
}
