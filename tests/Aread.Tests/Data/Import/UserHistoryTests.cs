using Aread.Data;

namespace Aread.Tests.Data.Import;

public sealed class UserHistoryTests : IDisposable
{
    private const string Histories = """
        "histories": [ { "name": "liked", "of": "positive", "length": 3 }, { "name": "disliked", "of": "negative", "length": 2, "windowDays": 1 } ], "split":
        """;

    private readonly ImportCase _case = new();

    public void Dispose() => _case.Dispose();

    [Fact]
    public async Task A_sample_sees_the_last_items_strictly_before_its_time_newest_first()
    {
        var dataset = await ImportAsync("w,z,b,50,1\nu,p,a,100,1\nu,q,a,200,1\nu,r,a,200,1\nu,s,a,200,1\nu,t,a,200,1\nu,p,b,300,1\nu,q,b,400,0\n");

        Assert.Equal("p: - - -|q: p - -|r: p - -|s: p - -|t: p - -|z: - - -|p: t s r|q: p t s", await SeenAsync(dataset, 0, 3));
    }

    [Fact]
    public async Task A_window_forgets_what_is_older()
    {
        const int Day = 86_400;
        var dataset = await ImportAsync(
            $"v,z,b,0,1\nu,p,a,0,0\nu,q,a,10,0\nu,r,a,{Day},0\nu,s,a,{Day + 5},0\nu,t,b,{4 * Day},0\nv,p,b,{5 * Day},1\nv,p,b,{6 * Day},1\n");

        Assert.Equal("p: - -|q: p -|r: q p|s: r q|z: - -|t: - -|p: - -|p: - -", await SeenAsync(dataset, 3, 2));
    }

    [Fact]
    public async Task Where_the_split_is_not_by_time_only_train_samples_are_seen()
    {
        var schema = Schema
            .Replace("\"columns\": [", "\"columns\": [ { \"name\": \"part\", \"kind\": \"split\" },", StringComparison.Ordinal)
            .Replace("\"by\": \"time\", \"valid\": 0.1, \"test\": 0.1", "\"by\": \"column\"", StringComparison.Ordinal);
        var dataset = (await _case.RunAsync("part,user,item,channel,ts,label\n0,u,p,a,1,1\n2,u,q,a,2,1\n1,u,p,b,3,1\n0,u,q,b,4,1\n2,u,p,a,5,0\n", schema)).Dataset;

        Assert.Equal("p: - - -|q: p - -|p: p - -|q: p - -|p: q p -", await SeenAsync(dataset, 0, 3));
    }

    [Fact]
    public async Task A_user_that_is_not_known_has_no_history()
    {
        var dataset = await ImportAsync(",p,a,1,1\n,q,b,2,1\nu,p,a,3,1\n,q,b,4,1\nu,q,a,5,1\nu,p,b,6,1\n");

        Assert.Equal("p: - - -|p: - - -|q: - - -|q: - - -|q: p - -|p: q p -", await SeenAsync(dataset, 0, 3));
    }

    private static string Schema => ImportCase.Schema
        .Replace("\"split\":", Histories, StringComparison.Ordinal)
        .Replace("\"kind\": \"user\"", "\"kind\": \"user\", \"allowMissing\": true", StringComparison.Ordinal)
        .Replace("0.2", "0.1", StringComparison.Ordinal);

    private async Task<Dataset> ImportAsync(string rows) => (await _case.RunAsync(ImportCase.Header + rows, Schema)).Dataset;

    /// <summary>"item: its history" of train, valid, test, each domain by domain; "-" is padding.</summary>
    private static async Task<string> SeenAsync(Dataset dataset, int start, int length)
    {
        var items = await ImportCase.VocabularyAsync(dataset, "item");
        var seen = new List<string>();
        foreach (var split in Enum.GetValues<Split>())
            foreach (var (_, ids, _) in await ImportCase.ReadAsync(dataset, split))
                seen.Add($"{Name(ids[1])}: {string.Join(' ', ids[(3 + start)..(3 + start + length)].Select(Name))}");
        return string.Join('|', seen);

        string Name(int id) => id == 0 ? "?" : id == items.Count + 1 ? "-" : items[id - 1];
    }
}
