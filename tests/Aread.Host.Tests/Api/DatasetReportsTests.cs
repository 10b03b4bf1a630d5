using Aread.Data;
using Aread.Data.Inspection;
using Aread.Host.Api;
using Aread.Host.Tests.Web;
using Aread.Host.Web;
using Aread.Testing;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Extensions.Time.Testing;

namespace Aread.Host.Tests.Api;

/// <summary>What goes through all samples of large data sets is kept within bounds.</summary>
public sealed class DatasetReportsTests : IDisposable
{
    private readonly TemporaryDirectory _directory = new();
    private readonly FakeTimeProvider _time = new();
    private readonly ServerLifetime _server = new();
    private readonly DatasetReports _reports;
    private readonly TaskCompletionSource _gate = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _begun, _atOnce, _mostAtOnce;

    public DatasetReportsTests() => _reports = new DatasetReports(InspectAsync, _time, _server);

    public void Dispose()
    {
        _server.Dispose();
        _directory.Dispose();
    }

    [Fact]
    public async Task A_report_is_made_once_for_all_who_ask()
    {
        var dataset = await DatasetAsync(0);
        var works = Enumerable.Range(0, 5).Select(_ => _reports.Of(dataset)).ToArray();
        Open();
        foreach (var work in works) Assert.Same(await works[0].Done, await work.Done);
        Assert.Same(await works[0].Done, await _reports.Of(Dataset.Open(dataset.Directory)).Done);
        Assert.Equal(1, _begun);
    }

    [Fact]
    public async Task They_are_made_one_after_another_and_no_more_than_a_few_wait()
    {
        var works = new List<BackgroundWork<DatasetReport>>();
        for (var i = 0; i < DatasetReports.MostUnderWay; i++) works.Add(_reports.Of(await DatasetAsync(i)));
        var one = await DatasetAsync(DatasetReports.MostUnderWay);
        Assert.Equal(429, Assert.Throws<ApiException>(() => _reports.Of(one)).Status);
        Open();
        await Task.WhenAll(works.Select(work => work.Done));
        await _reports.Of(one).Done;
        Assert.Equal(1, _mostAtOnce);
    }

    [Fact]
    public async Task One_that_nobody_asks_for_any_more_is_broken_off_and_can_be_asked_for_again()
    {
        var dataset = await DatasetAsync(0);
        var left = _reports.Of(dataset);
        _time.Advance(DatasetReports.Patience / 2);
        Assert.Same(left, _reports.Of(dataset));
        _time.Advance(DatasetReports.Patience / 2);
        Assert.False(left.Done.IsCompleted);
        _time.Advance(DatasetReports.Patience / 2);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => left.Done);
        Open();
        Assert.Equal("small", (await _reports.Of(dataset).Done).Name);
    }

    [Fact]
    public async Task One_that_cannot_be_made_is_not_tried_again_for_each_who_asks()
    {
        var dataset = await DatasetAsync(0);
        _gate.SetException(new AreadException("A file is missing."));
        for (var i = 0; i < 3; i++) await Assert.ThrowsAsync<AreadException>(() => _reports.Of(dataset).Done);
        Assert.Equal(1, _begun);
        _time.Advance(DatasetReports.FaultKept);
        await Assert.ThrowsAsync<AreadException>(() => _reports.Of(dataset).Done);
        Assert.Equal(2, _begun);
    }

    [Fact]
    public async Task The_end_of_the_server_ends_what_is_being_made()
    {
        var work = _reports.Of(await DatasetAsync(0));
        _server.StopApplication();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => work.Done);
    }

    [Fact]
    public async Task Until_it_is_made_a_request_is_told_how_far_it_is()
    {
        await DatasetAsync(0);
        var catalog = new DatasetCatalog(new RootDirectory(_directory.Path, "data set"));
        async Task<WorkUnderWay?> Ask() => ((await DatasetEndpoints.ReportAsync("0", catalog, _reports, TestContext.Current.CancellationToken, wait: 0)).Result as Accepted<WorkUnderWay>)?.Value;
        await Eventually.IsTrueAsync(async () => (await Ask())!.Share == 0.5, TestContext.Current.CancellationToken);
        Open();
        await Eventually.IsTrueAsync(async () => await Ask() is null, TestContext.Current.CancellationToken);
    }

    private Task<Dataset> DatasetAsync(int number) => SmallDataset.CreateAsync(_directory[$"{number}"], 10 + number);

    private void Open() => _gate.SetResult();

    private async Task<DatasetReport> InspectAsync(Dataset dataset, IProgress<double>? progress, CancellationToken cancellationToken)
    {
        _begun++;
        _mostAtOnce = Math.Max(_mostAtOnce, Interlocked.Increment(ref _atOnce));
        progress!.Report(0.5);
        try
        {
            await _gate.Task.WaitAsync(cancellationToken);
            return await DatasetInspection.RunAsync(dataset, null, cancellationToken);
        }
        finally
        {
            Interlocked.Decrement(ref _atOnce);
        }
    }
}
