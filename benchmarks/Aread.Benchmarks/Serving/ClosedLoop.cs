using System.Diagnostics;
using System.Net.Http.Headers;

namespace Aread.Benchmarks.Serving;

/// <summary>Clients that each send the next request when the last one was answered.</summary>
/// <param name="batch">Samples of a request.</param>
internal sealed class ClosedLoop(Uri address, int clients, int batch)
{
    private const int Bodies = 16;

    private readonly byte[][] _bodies = [.. Enumerable.Range(0, Bodies).Select(i => ServingProblem.Request(batch, new Random(i)))];

    /// <returns>Latency of each request, in milliseconds.</returns>
    public async Task<double[]> RunAsync(TimeSpan time)
    {
        using var handler = new SocketsHttpHandler { MaxConnectionsPerServer = clients };
        using var http = new HttpClient(handler) { BaseAddress = address };
        var end = Stopwatch.GetTimestamp() + (long)(time.TotalSeconds * Stopwatch.Frequency);
        var latencies = await Task.WhenAll(Enumerable.Range(0, clients).Select(client => Task.Run(() => SendAsync(http, client, end))));
        return [.. latencies.SelectMany(latency => latency)];
    }

    private async Task<List<double>> SendAsync(HttpClient http, int client, long end)
    {
        var (draws, latencies) = (new Random(client), new List<double>());
        while (Stopwatch.GetTimestamp() is var begun && begun < end)
        {
            using var body = new ByteArrayContent(_bodies[draws.Next(Bodies)]);
            body.Headers.ContentType = new MediaTypeHeaderValue("application/json");
            var domain = ServingProblem.DomainName(draws.Next(ServingProblem.Domains));
            using var reply = await http.PostAsync($"/api/v1/domains/{domain}/score", body);
            reply.EnsureSuccessStatusCode();
            await reply.Content.ReadAsByteArrayAsync();
            latencies.Add(Stopwatch.GetElapsedTime(begun).TotalMilliseconds);
        }
        return latencies;
    }
}
