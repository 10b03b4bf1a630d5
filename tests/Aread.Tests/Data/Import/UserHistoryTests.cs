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
        var dataset = await ImportAsync("w,z,b,50,0\nu,p,a,100,1\nu,q,a,200,1\nu,r,a,200,1\nu,s,a,200,1\nu,t,a,200,1\nu,p,b,300,1\nu,q,b,400,0\n");

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
        var dataset = (await _case.RunAsync("part,user,item,channel,ts,label\n0,v,p,a,0,0\n0,u,p,a,1,1\n2,u,q,a,2,1\n1,u,p,b,3,1\n0,u,q,b,4,1\n2,u,p,a,5,0\n", schema)).Dataset;

        Assert.Equal("p: - - -|p: - - -|q: p - -|p: p - -|q: p - -|p: q p -", await SeenAsync(dataset, 0, 3));
    }

    [Fact]
    public async Task A_user_that_is_not_known_has_no_history()
    {
        var dataset = await ImportAsync(",p,a,1,0\n,q,b,2,1\nu,p,a,3,1\n,q,b,4,1\nu,q,a,5,1\nu,p,b,6,1\n");

        Assert.Equal("p: - - -|p: - - -|q: - - -|q: - - -|q: p - -|p: q p -", await SeenAsync(dataset, 0, 3));
    }

    [Theory]
    [InlineData("\"by\": \"time\", \"valid\": 0.2, \"test\": 0.2", "ignore")]
    [InlineData("\"by\": \"column\"", "split")]
    public async Task Histories_are_those_of_a_plain_search(string split, string kind)
    {
        const string Long = """
            "histories": [ { "name": "liked", "of": "positive", "length": 3, "windowDays": 0.001 }, { "name": "disliked", "of": "negative" } ], "split":
            """;
        var schema = ImportCase.Schema
            .Replace("\"by\": \"time\", \"valid\": 0.2, \"test\": 0.2", split, StringComparison.Ordinal)
            .Replace("\"columns\": [", $"\"columns\": [ {{ \"name\": \"part\", \"kind\": \"{kind}\" }},", StringComparison.Ordinal)
            .Replace("\"split\":", Long, StringComparison.Ordinal);
        var stream = new RandomStream(5, "history-test");
        var rows = Enumerable.Range(0, 2000)
            .Select(i => new Row(
                Part: i < 600 ? 0 : stream.Next(3), User: $"u{stream.Next(20)}", Item: $"i{(i < 30 ? i : stream.Next(30))}", Domain: $"d{stream.Next(3)}",
                Time: i < 600 ? stream.Next(300) : stream.Next(1500), Label: stream.Next(2)))
            .ToArray();

        var dataset = (await _case.RunAsync("part,user,item,channel,ts,label\n" + string.Concat(rows.Select(row => $"{row}\n")), schema)).Dataset;

        var trainOnly = kind == "split";
        var items = await ImportCase.VocabularyAsync(dataset, "item");
        var found = new List<string>();
        foreach (var part in Enum.GetValues<Split>())
            foreach (var (domain, ids, label) in await ImportCase.ReadAsync(dataset, part))
                found.Add($"{domain} {label} {items[ids[1] - 1]}: {string.Join(' ', ids[3..].Select(id => id > items.Count ? "-" : items[id - 1]))}");
        Assert.Equal(
            rows.Select(row =>
                $"{row.Domain} {row.Label} {row.Item}: {Plain(rows, row, trainOnly, 1, 3, 86)} {Plain(rows, row, trainOnly, 0, 5, int.MaxValue)}").Order(StringComparer.Ordinal),
            found.Order(StringComparer.Ordinal));
    }

    private static string Plain(Row[] rows, Row sample, bool trainOnly, int label, int length, int window)
    {
        var before = rows.Index()
            .Where(row => row.Item.User == sample.User && row.Item.Label == label && row.Item.Time < sample.Time && sample.Time - row.Item.Time <= window)
            .Where(row => !trainOnly || row.Item.Part == 0)
            .OrderByDescending(row => row.Item.Time).ThenByDescending(row => row.Index)
            .Select(row => row.Item.Item).Take(length).ToArray();
        return string.Join(' ', before.Concat(Enumerable.Repeat("-", length - before.Length)));
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

    private sealed record Row(int Part, string User, string Item, string Domain, int Time, int Label)
    {
        public override string ToString() => $"{Part},{User},{Item},{Domain},{Time},{Label}";
    }
}
