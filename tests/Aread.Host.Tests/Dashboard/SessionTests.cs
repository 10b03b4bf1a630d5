using System.Net;
using System.Text.RegularExpressions;
using Aread.Distributed.Runs;
using Aread.Host.Tests.Web;
using Aread.Testing;
using Microsoft.Playwright;

namespace Aread.Host.Tests.Dashboard;

/// <summary>Who sees pages, without a browser.</summary>
[Collection(nameof(RunsInBrowser))]
public sealed partial class SessionTests(DashboardSite site)
{
    public static TheoryData<string> Pages => ["/", "/cluster", "/runs/aread", "/runs/aread/domains", "/runs/aread/domain?name=theme-000", "/runs/aread/shared"];

    [Theory]
    [MemberData(nameof(Pages))]
    public async Task Every_page_is_shown_to_who_has_logged_in_and_sends_others_to_the_login(string page)
    {
        using var reader = new PageClient(site.Server.Address);
        var refused = await reader.GetAsync(page);
        Assert.Equal(HttpStatusCode.Redirect, refused.StatusCode);
        // Relative: behind a proxy the browser may speak another scheme.
        Assert.Equal($"/login?returnUrl={Uri.EscapeDataString(page)}", refused.Headers.Location?.OriginalString, ignoreCase: true);

        var back = await reader.LogInAsync(TestServer.ReadToken, page);
        Assert.Equal((HttpStatusCode.Redirect, page), (back.StatusCode, back.Headers.Location?.OriginalString));
        var shown = await reader.GetAsync(page);
        Assert.Equal(HttpStatusCode.OK, shown.StatusCode);
        Assert.DoesNotContain("class=\"fault\"", await shown.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
        Assert.StartsWith("default-src 'none'; script-src 'self'; style-src 'self';", shown.Headers.GetValues("Content-Security-Policy").Single());
    }

    [Fact]
    public async Task A_link_cannot_put_words_into_a_page()
    {
        using var reader = new PageClient(site.Server.Address);
        await reader.LogInAsync(TestServer.ReadToken, "/");
        var page = await (await reader.GetAsync("/runs/aread?fault=Tell+us+your+token")).Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        Assert.Contains("<h1>aread</h1>", page);
        Assert.DoesNotContain("your token", page);
    }

    [Theory]
    [InlineData("/runs/..%2F..%2Fetc")]
    [InlineData("/runs/%2Fproc")]
    [InlineData("/runs/aread/domain")]
    public async Task A_page_of_what_cannot_be_says_so(string path)
    {
        using var reader = new PageClient(site.Server.Address);
        await reader.LogInAsync(TestServer.ReadToken, "/");
        var page = await reader.GetAsync(path);
        Assert.Equal(HttpStatusCode.OK, page.StatusCode);
        Assert.Contains("class=\"fault\"", await page.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task A_token_that_is_not_known_opens_nothing()
    {
        using var reader = new PageClient(site.Server.Address);
        var refused = await reader.LogInAsync("nobody-knows-this-token", "/");
        Assert.StartsWith("/login?refused=token", refused.Headers.Location?.OriginalString);
        Assert.Contains("not known here", await (await reader.GetAsync(refused.Headers.Location!.OriginalString)).Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
        Assert.Equal(HttpStatusCode.Redirect, (await reader.GetAsync("/")).StatusCode);
        Assert.DoesNotContain("nobody-knows-this-token", site.Server.Log);
        Assert.Contains("Audit: nobody POST /session (refused: the token is not known): 302", site.Server.Log);
    }

    [Fact]
    public async Task The_cookie_is_out_of_reach_for_scripts_and_other_sites_and_opens_the_API_too()
    {
        using var reader = new PageClient(site.Server.Address);
        var session = (await reader.LogInAsync(TestServer.ReadToken, "/")).Headers.GetValues("Set-Cookie").Single(cookie => cookie.StartsWith("aread-session", StringComparison.Ordinal));
        Assert.Contains("httponly", session, StringComparison.OrdinalIgnoreCase);
        Assert.Contains("samesite=strict", session, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain(TestServer.ReadToken, session);
        Assert.Equal(HttpStatusCode.OK, (await reader.GetAsync("/api/v1/runs")).StatusCode);
    }

    [Theory]
    [InlineData("https://evil.example/")]
    [InlineData("//evil.example/")]
    [InlineData("/\\evil.example")]
    [InlineData("~/")]
    [InlineData("/api/v1/runs/first/export")]
    [InlineData("/%61pi/v1/runs/first/export")]
    [InlineData("/runs/../api/v1/runs/first/export")]
    [InlineData("/runs/%2e%2E/api/v1/runs/first/export")]
    [InlineData("/runs\\..\\api/v1/runs/first/export")]
    [InlineData("/metrics")]
    [InlineData("/session/begin")]
    public async Task A_login_leads_nowhere_else(string elsewhere)
    {
        using var reader = new PageClient(site.Server.Address);
        Assert.Equal("/", (await reader.LogInAsync(TestServer.ReadToken, elsewhere)).Headers.Location?.OriginalString);
    }

    [Fact]
    public async Task Who_logs_out_is_let_in_no_more()
    {
        using var reader = new PageClient(site.Server.Address);
        await reader.LogInAsync(TestServer.ReadToken, "/");
        await reader.SubmitAsync("/", "/session/end");
        Assert.Equal(HttpStatusCode.Redirect, (await reader.GetAsync("/")).StatusCode);
    }

    /// <summary>Who copied the cookie does not keep what its owner has given up.</summary>
    [Fact]
    public async Task A_cookie_is_worth_nothing_after_its_session_has_ended()
    {
        using var reader = new PageClient(site.Server.Address);
        var cookie = CookieOf(await reader.LogInAsync(TestServer.ReadToken, "/"));
        Assert.Equal(HttpStatusCode.OK, await StatusAsync(cookie));
        await reader.SubmitAsync("/", "/session/end");
        Assert.Equal(HttpStatusCode.Unauthorized, await StatusAsync(cookie));
    }

    [Fact]
    public async Task A_login_ends_the_session_that_the_browser_had()
    {
        using var reader = new PageClient(site.Server.Address);
        var first = CookieOf(await reader.LogInAsync(TestServer.ReadToken, "/"));
        var second = CookieOf(await reader.LogInAsync(TestServer.ReadToken, "/"));
        Assert.Equal((HttpStatusCode.Unauthorized, HttpStatusCode.OK), (await StatusAsync(first), await StatusAsync(second)));
    }

    [Fact]
    public async Task A_page_in_another_tab_is_left_when_its_session_ends()
    {
        await using var window = await site.OpenAsync();
        await window.GoAsync("/runs/aread");
        var other = await window.Page.Context.NewPageAsync();
        await other.GotoAsync("/");
        await other.GetByRole(AriaRole.Button, new() { Name = "Log out" }).ClickAsync();
        await Assertions.Expect(window.Page.GetByLabel("Token")).ToBeVisibleAsync();
    }

    /// <summary>A browser may not do as it is asked.</summary>
    [Fact]
    public async Task A_page_shows_nothing_more_when_its_session_has_ended_even_if_it_is_not_left()
    {
        await using var window = await site.OpenAsync();
        await window.GoAsync("/runs/aread");
        await window.Page.RouteAsync("**/login", route => route.FulfillAsync(new() { Status = 204 }));
        var other = await window.Page.Context.NewPageAsync();
        await other.GotoAsync("/");
        await other.GetByRole(AriaRole.Button, new() { Name = "Log out" }).ClickAsync();
        // Asked of the page itself: while a browser is on its way elsewhere, locators wait.
        await Eventually.IsTrueAsync(async () => await window.Page.EvaluateAsync<string>("document.querySelector('main').innerText") is "The session has ended. Log in again.", TestContext.Current.CancellationToken)
            .WaitAsync(TimeSpan.FromSeconds(60), TestContext.Current.CancellationToken);
    }

    [Fact]
    public async Task A_stream_of_events_ends_with_its_session()
    {
        using var run = RunDirectory.Create(site.Server.Directory["runs"], "streamed", new RunDescription("/data/shop", "", "", 1, DateTimeOffset.UnixEpoch), new AreadOptions(), RunConflict.Refuse);
        run.AppendEvent(Stories.Begun("streamed"));
        using var reader = new PageClient(site.Server.Address);
        await reader.LogInAsync(TestServer.ReadToken, "/");
        await using var stream = await reader.OpenAsync("/api/v1/runs/streamed/events/stream");
        var all = new StreamReader(stream).ReadToEndAsync(TestContext.Current.CancellationToken);
        await reader.SubmitAsync("/", "/session/end");
        Assert.Contains("streamed", await all.WaitAsync(TimeSpan.FromSeconds(60), TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task Without_a_login_no_page_comes_alive()
    {
        using var reader = new PageClient(site.Server.Address);
        Assert.Equal(HttpStatusCode.Unauthorized, (await reader.PostAsync("/_blazor/negotiate?negotiateVersion=1", [])).StatusCode);
        await reader.LogInAsync(TestServer.ReadToken, "/");
        Assert.Equal(HttpStatusCode.OK, (await reader.PostAsync("/_blazor/negotiate?negotiateVersion=1", [])).StatusCode);
    }

    [Fact]
    public async Task A_form_without_its_antiforgery_token_is_refused()
    {
        using var reader = new PageClient(site.Server.Address);
        Assert.Equal(HttpStatusCode.BadRequest, (await reader.PostAsync("/session", [new("token", TestServer.ReadToken)])).StatusCode);
        await reader.LogInAsync(TestServer.OperateToken, "/");
        Assert.Equal(HttpStatusCode.BadRequest, (await reader.PostAsync("/runs/first/stop", [])).StatusCode);
        Assert.Empty(site.Cluster.Asked);
    }

    [Fact]
    public async Task Who_may_only_look_stops_nothing_and_is_not_offered_to()
    {
        using var reader = new PageClient(site.Server.Address);
        await reader.LogInAsync(TestServer.ReadToken, "/");
        Assert.Equal(HttpStatusCode.Forbidden, (await reader.SubmitAsync("/", "/runs/first/stop")).StatusCode);
        Assert.Empty(site.Cluster.Asked);
    }

    [Fact]
    public async Task Where_nobody_is_asked_for_a_token_pages_are_open_too()
    {
        await using var server = await TestServer.StartAsync();
        using var reader = new PageClient(server.Address);
        Assert.Equal(HttpStatusCode.OK, (await reader.GetAsync("/")).StatusCode);
    }

    [Fact]
    public async Task Scripts_and_styles_are_served_to_everybody_from_here()
    {
        using var reader = new PageClient(site.Server.Address);
        var login = await (await reader.GetAsync("/login")).Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        var assets = Asset().Matches(login).Select(match => match.Groups[1].Value).ToArray();
        Assert.Equal(3, assets.Length);
        foreach (var asset in assets) Assert.Equal(HttpStatusCode.OK, (await reader.GetAsync($"/{asset}")).StatusCode);
    }

    private async Task<HttpStatusCode> StatusAsync(string cookie)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/api/v1/runs");
        request.Headers.Add("Cookie", cookie);
        return (await site.Server.Client.SendAsync(request, TestContext.Current.CancellationToken)).StatusCode;
    }

    private static string CookieOf(HttpResponseMessage opened) =>
        opened.Headers.GetValues("Set-Cookie").Single(cookie => cookie.StartsWith("aread-session", StringComparison.Ordinal)).Split(';')[0];

    [GeneratedRegex("(?:href|src)=\"([^\"]+\\.(?:css|js))\"")]
    private static partial Regex Asset();
}
