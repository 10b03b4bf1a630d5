using Aread.Hemp;
using Aread.Host.Api;
using Aread.Host.Tests.Web;

namespace Aread.Host.Tests.Api;

/// <summary>Whatever a domain is called, it can be named in a path. But for <c>.</c> and <c>..</c>, which clients take for steps (RFC 3986, 5.2.4).</summary>
public sealed class DomainNamesTests
{
    private const string Domains = "/api/v1/runs/first/domains";

    public static IReadOnlyList<string> Names { get; } =
    [
        "a/b", "a%2Fb", "a%2fb", "a%252Fb", "%2F", "/", "a//b", "/a/", "a/b%2Fc", "../x", "..%2F", "%", "100%", "%zz", "a+b", "a b", " a", "a?b#c&d=e", "a;b", "a\\b", "Küche/日本", "a.b", "a..b", "...", "pause", "domains",
    ];

    [Fact]
    public async Task Every_domain_is_shown_by_its_name()
    {
        await using var server = await TestServer.StartAsync();
        await server.AddRunAsync("first", new MaskReport([2, 3], [.. Names.Select(name => new DomainMaskReport(name, 90, 12, null, null, []))]));
        var shown = new List<string>();
        foreach (var name in Names) shown.Add((await server.GetAsync<DomainDetail>($"{Domains}/{Uri.EscapeDataString(name)}")).Summary.Name);
        Assert.Equal(Names, shown);
    }

    [Fact]
    public async Task Every_domain_is_changed_by_its_name()
    {
        var cluster = new ScriptedCluster();
        await using var server = await TestServer.StartAsync(cluster: cluster);
        foreach (var name in Names)
        {
            await server.SendAsync(HttpMethod.Delete, $"{Domains}/{Uri.EscapeDataString(name)}");
            await server.SendAsync(HttpMethod.Post, $"{Domains}/{Uri.EscapeDataString(name)}/pause?why=a%2Fb");
        }
        Assert.Equal(Names.SelectMany(name => new[] { $"Remove {name} of first  0", $"Pause {name} of first  0" }), cluster.Asked);
    }

    [Fact]
    public async Task The_audit_tells_names_apart_that_look_alike_decoded()
    {
        await using var server = await TestServer.StartAsync(cluster: new ScriptedCluster());
        foreach (var name in new[] { "a/b", "a%2Fb" }) await server.SendAsync(HttpMethod.Post, $"{Domains}/{Uri.EscapeDataString(name)}/pause?why=secret");
        Assert.Contains($"POST {Domains}/a%2Fb/pause: ", server.Log);
        Assert.Contains($"POST {Domains}/a%252Fb/pause: ", server.Log);
        Assert.DoesNotContain("secret", server.Log);
    }

    [Fact]
    public async Task A_name_that_is_not_there_is_told_as_it_is_and_not_as_it_was_sent()
    {
        await using var server = await TestServer.StartAsync();
        await server.AddRunAsync("first");
        Assert.StartsWith("There is no domain 'a/b'.", await server.ProblemAsync(404, HttpMethod.Get, $"{Domains}/a%2fb"));
        Assert.StartsWith("There is no domain 'a%2fb'.", await server.ProblemAsync(404, HttpMethod.Get, $"{Domains}/a%252fb"));
    }
}
