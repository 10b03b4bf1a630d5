using System.Text.Json;
using Aread.Evaluation;
using Aread.Host.Serving;
using Aread.Host.Tests.Api;
using Aread.Serving;

namespace Aread.Host.Tests.Serving;

public sealed class ScoreEndpointsTests(TrainedRun run) : IClassFixture<TrainedRun>
{
    private const string Token = "reader-0123456789abcdef";
    private const string Good = """{ "user": "u1", "item": "i1", "liked": ["i2"] }""";

    [Fact]
    public async Task Scores_are_those_of_evaluate()
    {
        await using var server = await ScoreServer.StartAsync(run.Export);
        var evaluated = await run.EvaluateAsync();
        foreach (var (i, expected) in evaluated.Domains.Index())
        {
            var (body, labels) = await run.TestSamplesAsync(i);
            var scores = await server.ScoresAsync(expected.Name, body);
            Assert.Equal(expected.Samples, scores.Length);
            Assert.Equal(expected.LogLoss!.Value, LogLoss.Of<float>(scores, labels)!.Value, 1e-6);
            Assert.Equal(expected.Auc!.Value, Auc.Of<float>(scores, labels)!.Value, 1e-6);
        }
    }

    [Fact]
    public async Task Requests_at_once_do_not_show_in_each_others_scores()
    {
        await using var server = await ScoreServer.StartAsync(run.Export);
        var requests = await Task.WhenAll(Enumerable.Range(0, 3).Select(async domain => (Name: $"d{domain}", (await run.TestSamplesAsync(domain)).Body)));
        var alone = new Dictionary<string, float[]>();
        foreach (var (name, body) in requests) alone.Add(name, await server.ScoresAsync(name, body));

        var together = await Task.WhenAll(Enumerable.Range(0, 60).Select(async i => (requests[i % 3].Name, Scores: await server.ScoresAsync(requests[i % 3].Name, requests[i % 3].Body))));

        Assert.All(together, reply => Assert.Equal(alone[reply.Name], reply.Scores));
        Assert.NotEqual(alone["d0"][0], alone["d1"][0]);
    }

    [Fact]
    public async Task A_sample_that_was_never_seen_is_scored_and_none_gives_none()
    {
        await using var server = await ScoreServer.StartAsync(run.Export);
        var score = Assert.Single(await server.ScoresAsync("d0", """{ "samples": [ { "user": "stranger", "item": 17, "liked": [] } ] }"""));
        Assert.InRange(score, 0, 1);
        Assert.Empty(await server.ScoresAsync("d0", """{ "samples": [] }"""));
    }

    [Fact]
    public async Task A_domain_that_is_not_there_is_answered_with_the_names_near_it()
    {
        await using var server = await ScoreServer.StartAsync(run.Export);
        Assert.Equal("There is no domain 'd/7'. Near it: d0, d1, d2.", Detail(await server.RefusedAsync(404, "d/7", $$"""{ "samples": [ {{Good}} ] }""")));
    }

    [Fact]
    public async Task Whatever_a_domain_is_called_it_is_asked_for_by_its_name()
    {
        await using var server = await ScoreServer.StartAsync(run.Export);
        foreach (var name in DomainNamesTests.Names)
            Assert.StartsWith($"There is no domain '{name}'.", Detail(await server.RefusedAsync(404, name, $$"""{ "samples": [ {{Good}} ] }""")), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{ "user": "u1", "liked": [] }""", "item", "Sample 1, field 'item': is missing. A sample has the fields user, item, liked.")]
    [InlineData("""{ "user": "u1", "item": "i1", "liked": [], "age": 7 }""", "age", "Sample 1, field 'age': is not known.")]
    [InlineData("""{ "user": null, "item": "i1", "liked": [] }""", "user", "Sample 1, field 'user': is empty.")]
    [InlineData("""{ "user": ["u1"], "item": "i1", "liked": [] }""", "user", "Sample 1, field 'user': is a list.")]
    [InlineData("""{ "user": "u1", "item": "i1", "liked": "i1" }""", "liked", "Sample 1, field 'liked': is no list.")]
    public async Task A_sample_that_cannot_be_read_is_named_with_the_field(string sample, string field, string message)
    {
        await using var server = await ScoreServer.StartAsync(run.Export);
        var problem = await server.RefusedAsync(422, "d0", $$"""{ "samples": [ {{Good}}, {{sample}} ] }""");
        Assert.StartsWith(message, Detail(problem), StringComparison.Ordinal);
        Assert.Equal((1, field), (problem.GetProperty("sample").GetInt32(), problem.GetProperty("field").GetString()));
    }

    [Theory]
    [InlineData("{")]
    [InlineData("{}")]
    [InlineData("""{ "samples": [ { "user": true } ] }""")]
    [InlineData("""{ "samples": [], "more": 1 }""")]
    public async Task A_body_that_is_no_request_is_refused(string body)
    {
        await using var server = await ScoreServer.StartAsync(run.Export);
        Assert.StartsWith("The request's body", Detail(await server.RefusedAsync(400, "d0", body)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task More_samples_than_one_request_may_have_are_refused()
    {
        await using var server = await ScoreServer.StartAsync(run.Export);
        Assert.Contains($"{ScoreEndpoints.MostSamples} can be scored at once", Detail(await server.RefusedAsync(413, "d0", Body(ScoreEndpoints.MostSamples + 1))));
        Assert.Equal(ScoreEndpoints.MostSamples, (await server.ScoresAsync("d0", Body(ScoreEndpoints.MostSamples))).Length);

        static string Body(int samples) => $$"""{ "samples": [ {{string.Join(',', Enumerable.Repeat(Good, samples))}} ] }""";
    }

    [Fact]
    public async Task A_token_is_asked_for_where_there_is_one()
    {
        await using var server = await ScoreServer.StartAsync(run.Export, Token);
        Assert.Equal(401, (await server.ScoreAsync("d0", """{ "samples": [] }""")).Status);
        Assert.Equal(200, (await server.ScoreAsync("d0", """{ "samples": [] }""", Token)).Status);
        Assert.Equal(200, (await server.GetAsync("/health/ready")).Status);
    }

    [Fact]
    public async Task The_model_and_its_domains_are_told()
    {
        await using var server = await ScoreServer.StartAsync(run.Export);
        var model = AreadJson.Read<ModelDetail>((await server.GetAsync("/api/v1/model")).Body);
        Assert.Equal((TrainedRun.Name, "small", "test"), (model.Run, model.Dataset, model.Split));
        Assert.Equal(["user", "item", "liked"], model.Inputs);
        Assert.Equal((await run.EvaluateAsync()).DomainAuc, model.DomainAuc);
        var domains = AreadJson.Read<ServedDomain[]>((await server.GetAsync("/api/v1/domains")).Body);
        Assert.Equal([("d0", 96L), ("d1", 64L), ("d2", 40L)], domains.Select(domain => (domain.Name, domain.TrainSamples)));
        Assert.Contains("/api/v1/domains/{domain}/score", (await server.GetAsync("/api/v1/openapi.json")).Body);
    }

    [Fact]
    public async Task Scoring_is_no_change_and_is_not_audited()
    {
        await using var server = await ScoreServer.StartAsync(run.Export);
        await server.ScoresAsync("d0", $$"""{ "samples": [ {{Good}} ] }""");
        await server.ScoreAsync("nowhere", $$"""{ "samples": [ {{Good}} ] }""");
        await server.ScoreAsync("d0", """{ "samples": [ { "user": 7 } ] }""");
        Assert.DoesNotContain("Audit", server.Log);
    }

    private static string Detail(JsonElement problem) => problem.GetProperty("detail").GetString()!;
}
