using System.IO.Compression;
using System.Net;
using Aread.Distributed.Exports;
using Aread.Distributed.Runs;
using Aread.Host.Api;
using Aread.Host.Tests.Serving;
using Aread.Host.Tests.Web;
using Aread.Testing;

namespace Aread.Host.Tests.Api;

public sealed class ExportEndpointsTests(TrainedRun run) : IClassFixture<TrainedRun>
{
    private const string Export = $"/api/v1/runs/{TrainedRun.Name}/export";

    [Fact]
    public async Task An_archive_holds_the_files_that_the_program_exports_to_the_byte()
    {
        await using var server = await ServerAsync();
        var (response, archive) = await GetAsync(server, Export);
        Assert.Equal(("application/zip", "first.zip"), (response.Content.Headers.ContentType?.MediaType, response.Content.Headers.ContentDisposition?.FileName?.Trim('"')));
        using var zip = new ZipArchive(new MemoryStream(archive));
        Assert.Equal(Directory.GetFiles(run.Export).Select(path => Path.GetFileName(path)).Order(), zip.Entries.Select(entry => entry.FullName).Order());
        foreach (var entry in zip.Entries)
            Assert.Equal(await File.ReadAllBytesAsync(Path.Combine(run.Export, entry.FullName), TestContext.Current.CancellationToken), await BytesAsync(entry));
        Assert.Equal("export.json", zip.Entries[^1].FullName);
        Assert.Equal(archive, (await GetAsync(server, Export)).Archive);
    }

    [Fact]
    public async Task Nothing_is_written_on_the_server()
    {
        await using var server = await ServerAsync();
        var before = Files();
        await GetAsync(server, Export);
        Assert.Equal(before, Files());

        string[] Files() => [.. Directory.GetFiles(Path.GetDirectoryName(run.Runs)!, "*", SearchOption.AllDirectories).Order()];
    }

    [Fact]
    public async Task A_data_set_that_was_moved_can_be_named()
    {
        await using var server = await ServerAsync();
        await SmallDataset.CreateAsync(server.Directory["data/moved"], 96, 64, 40);
        await SmallDataset.CreateAsync(server.Directory["data/other"], 70, [96, 64, 40]);
        Assert.Equal(HttpStatusCode.OK, (await GetAsync(server, $"{Export}?data=moved")).Response.StatusCode);
        Assert.Contains("fields, vocabularies, sequences or domains", await server.ProblemAsync(409, HttpMethod.Get, $"{Export}?data=other", TestServer.OperateToken));
        Assert.Contains("cannot be the name of a data set", await server.ProblemAsync(400, HttpMethod.Get, $"{Export}?data=../runs", TestServer.OperateToken));
    }

    [Fact]
    public async Task A_run_that_has_nothing_to_export_says_so()
    {
        await using var server = await TestServer.StartAsync();
        await server.AddRunAsync("empty");
        Assert.Contains("Run 'empty' has no best checkpoint yet", await server.ProblemAsync(404, HttpMethod.Get, "/api/v1/runs/empty/export"));
        Assert.Contains("Near it: empty", await server.ProblemAsync(404, HttpMethod.Get, "/api/v1/runs/emty/export"));
    }

    [Fact]
    public async Task A_run_under_way_is_exported_too()
    {
        using var writer = RunDirectory.Resume(run.Runs, TrainedRun.Name);
        await using var server = await ServerAsync();
        Assert.Equal(HttpStatusCode.OK, (await GetAsync(server, Export)).Response.StatusCode);
    }

    [Fact]
    public async Task Who_may_only_look_takes_no_model_away_and_who_does_is_written_down()
    {
        await using var server = await ServerAsync();
        Assert.Contains("to take a model away", await server.ProblemAsync(403, HttpMethod.Get, Export, TestServer.ReadToken));
        await server.ProblemAsync(401, HttpMethod.Get, Export);
        await GetAsync(server, Export);
        var lines = Audit(server);
        Assert.Equal(3, lines.Length);
        Assert.Contains($"read GET {Export}: 403", lines[0]);
        Assert.Contains($"nobody GET {Export}: 401", lines[1]);
        Assert.Matches($"operate GET {Export} \\(checkpoint [0-9a-f]{{64}}\\): 200", lines[2]);
    }

    [Fact]
    public async Task Clients_that_do_not_read_hold_a_few_exports_up_and_their_going_ends_these()
    {
        // More than the buffers between server and client take.
        using var directory = new TemporaryDirectory();
        await SmallDataset.CreateAsync(directory["data"], 120_000, [64, 48]);
        await TrainedRun.RunAsync("train", "--data", directory["data"], "--runs", directory["runs"], "--run", "large", "--set", "Hei:EmbeddingSize=96", "--set", "Hei:BottomWidths=8,4", "--set", "Hei:Experts=2,3",
            "--set", "Hei:ExpertWidths=4,2", "--set", "Hemp:Enabled=false", "--set", "Training:BatchSize=32", "--set", "Training:WarmUpBatches=1", "--set", "Training:MaximumEpochs=1");
        await using var server = await TestServer.StartAsync(options => options with { RunsDirectory = directory["runs"], OperateToken = TestServer.OperateToken, SlowClientSeconds = 600 });
        var held = new List<HttpResponseMessage>();
        for (var i = 0; i < ExportTurns.Most; i++) held.Add(await BeginAsync(server, "/api/v1/runs/large/export"));
        Assert.Contains("models are being exported", await server.ProblemAsync(429, HttpMethod.Get, "/api/v1/runs/large/export", TestServer.OperateToken));
        foreach (var response in held) response.Dispose();
        await Eventually.IsTrueAsync(() => Task.FromResult(Audit(server).Count(line => line.Contains("broken off", StringComparison.Ordinal)) == ExportTurns.Most), TestContext.Current.CancellationToken);
        var (whole, archive) = await GetAsync(server, "/api/v1/runs/large/export");
        Assert.Equal(HttpStatusCode.OK, whole.StatusCode);
        using var zip = new ZipArchive(new MemoryStream(archive));
        Assert.Equal(5, zip.Entries.Count);
    }

    [Fact]
    public async Task An_archive_that_was_broken_off_is_none()
    {
        var exported = await ExportedModel.LoadAsync(run.Export, TestContext.Current.CancellationToken);
        using var stop = new CancellationTokenSource();
        using var target = new BrokenStream(stop);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => exported.WriteArchiveAsync(target, stop.Token));
        Assert.True(target.ToArray().Length > 0);
        Assert.Throws<InvalidDataException>(() => new ZipArchive(new MemoryStream(target.ToArray())));
    }

    private Task<TestServer> ServerAsync() => TestServer.StartAsync(options => options with { RunsDirectory = run.Runs, ReadToken = TestServer.ReadToken, OperateToken = TestServer.OperateToken });

    private static string[] Audit(TestServer server) => [.. server.Log.Split('\n').Where(line => line.Contains("Audit", StringComparison.Ordinal))];

    /// <summary>Reads the head alone.</summary>
    private static Task<HttpResponseMessage> BeginAsync(TestServer server, string path)
    {
        var request = new HttpRequestMessage(HttpMethod.Get, path);
        request.Headers.Authorization = new("Bearer", TestServer.OperateToken);
        return server.Client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, TestContext.Current.CancellationToken);
    }

    private static async Task<(HttpResponseMessage Response, byte[] Archive)> GetAsync(TestServer server, string path)
    {
        var response = await BeginAsync(server, path);
        return (response, await response.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken));
    }

    private static async Task<byte[]> BytesAsync(ZipArchiveEntry entry)
    {
        using var bytes = new MemoryStream();
        await using var stream = await entry.OpenAsync(TestContext.Current.CancellationToken);
        await stream.CopyToAsync(bytes, TestContext.Current.CancellationToken);
        return bytes.ToArray();
    }

    /// <summary>Its reader goes away after the first bytes.</summary>
    private sealed class BrokenStream(CancellationTokenSource stop) : MemoryStream
    {
        public override bool CanSeek => false;

        public override async ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
        {
            await base.WriteAsync(buffer, cancellationToken);
            await stop.CancelAsync();
        }
    }
}
