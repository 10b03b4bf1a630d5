using System.Net;
using System.Text.RegularExpressions;
using Aread.Host.Tests.Web;
using Aread.Host.Web;
using Microsoft.Extensions.Time.Testing;
using Microsoft.Playwright;

namespace Aread.Host.Tests.Dashboard;

/// <summary>Browsers log in at the issuer, by the code flow with PKCE.</summary>
[Collection(nameof(RunsInBrowser))]
public sealed partial class IssuerLoginTests(DashboardSite site) : IAsyncLifetime
{
    private readonly OidcIssuer _issuer = new("localhost");
    private readonly ScriptedCluster _cluster = new();
    private readonly FakeTimeProvider _time = new(DateTimeOffset.UtcNow);
    private TestServer? _server;

    private TestServer Server => _server!;

    public async ValueTask InitializeAsync() => _server = await StartAsync(options => options);

    [Theory]
    [InlineData("/")]
    [InlineData("/runs/first/domain?name=Drama%7CCrime%20%26%20more")]
    public async Task Who_logs_in_there_comes_back_to_the_page_that_was_asked_for(string page)
    {
        using var reader = new PageClient(Server.Address);
        var login = await TextAsync(await reader.GetAsync((await reader.GetAsync(page)).Headers.Location!.OriginalString));
        Assert.Contains($"Sign in with {new Uri(_issuer.Address).Authority}", login);
        var back = await LogInAsync(reader, WebUtility.HtmlDecode(SignIn().Match(login).Groups[1].Value));
        Assert.Contains("/login/done", back.Headers.Location!.OriginalString);
        var done = await TextAsync(await reader.GetAsync(back.Headers.Location.OriginalString));
        Assert.Equal(page, WebUtility.HtmlDecode(Refresh().Match(done).Groups[1].Value));
        Assert.Equal(HttpStatusCode.OK, (await reader.GetAsync(page)).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await reader.GetAsync("/api/v1/runs")).StatusCode);
        Assert.Contains("Audit: alice GET /session/callback (login): 302", Server.Log);
    }

    [Fact]
    public async Task The_issuer_is_asked_with_PKCE_a_state_and_a_nonce_and_the_session_keeps_no_token()
    {
        using var reader = new PageClient(Server.Address);
        var back = await LogInAsync(reader);
        Assert.All(["code_challenge", "state", "nonce"], name => Assert.NotEmpty(_issuer.Desk.LastAsked[name]!));
        Assert.Equal(("openid", $"{Server.Address}session/callback"), (_issuer.Desk.LastAsked["scope"], _issuer.Desk.LastAsked["redirect_uri"]));
        var session = back.Headers.GetValues("Set-Cookie").Single(cookie => cookie.StartsWith("aread-session", StringComparison.Ordinal));
        Assert.Contains("httponly", session, StringComparison.OrdinalIgnoreCase);
        Assert.Contains("samesite=strict", session, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain(LoginDesk.Secret, Server.Log, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("read", HttpStatusCode.Forbidden)]
    [InlineData("operate", HttpStatusCode.Redirect)]
    public async Task The_role_in_the_ID_token_says_what_its_holder_may_do(string role, HttpStatusCode change)
    {
        _issuer.Desk.Role = role;
        using var reader = new PageClient(Server.Address);
        await LogInAsync(reader);
        Assert.Equal(HttpStatusCode.OK, (await reader.GetAsync("/")).StatusCode);
        Assert.Equal(change, (await reader.SubmitAsync("/", "/runs/first/stop")).StatusCode);
        Assert.Equal(change == HttpStatusCode.Redirect ? ["stop first"] : [], _cluster.Asked);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("admin")]
    [InlineData("scrape")]
    public async Task Who_has_no_role_is_told_so_and_sent_round_no_more(string? role)
    {
        _issuer.Desk.Role = role;
        using var reader = new PageClient(Server.Address);
        await IsRefusedAsync(reader, await LogInAsync(reader), "gives you no role here");
        Assert.Contains("(refused: alice has no role): 302", Server.Log);
    }

    [Fact]
    public async Task An_answer_to_a_state_of_others_opens_nothing()
    {
        using var reader = new PageClient(Server.Address);
        using var other = new PageClient(Server.Address);
        var stolen = await AnswerAsync(other);
        await IsRefusedAsync(reader, await reader.GetAsync(stolen), "was not begun here");
        await IsRefusedAsync(reader, await reader.GetAsync(State().Replace(await AnswerAsync(reader), "state=forged")), "was not begun here");
        await IsRefusedAsync(reader, await reader.GetAsync("/session/callback"), "was not begun here");
        Assert.Equal(0, _issuer.Desk.Redeemed);
    }

    [Fact]
    public async Task An_ID_token_with_another_nonce_opens_nothing()
    {
        _issuer.Desk.OtherNonce = "another";
        using var reader = new PageClient(Server.Address);
        await IsRefusedAsync(reader, await LogInAsync(reader), "was not begun here");
        Assert.Equal(1, _issuer.Desk.Redeemed);
    }

    [Fact]
    public async Task A_code_opens_once()
    {
        using var reader = new PageClient(Server.Address);
        var answer = await AnswerAsync(reader);
        Assert.Contains("/login/done", (await reader.GetAsync(answer)).Headers.Location!.OriginalString);
        Assert.Contains("refused=answer", (await reader.GetAsync(answer)).Headers.Location!.OriginalString);
    }

    [Fact]
    public async Task A_login_that_is_broken_off_at_the_issuer_says_so()
    {
        using var reader = new PageClient(Server.Address);
        var answer = Code().Replace(await AnswerAsync(reader), "error=access_denied&error_description=Not%0Atoday");
        await IsRefusedAsync(reader, await reader.GetAsync(answer), "was broken off");
    }

    [Fact]
    public async Task What_a_callback_says_begins_no_line_of_the_log()
    {
        using var reader = new PageClient(Server.Address);
        var answer = Code().Replace(await AnswerAsync(reader), "error=server_error&error_description=Sorry%0A12:00:00%20INF%20forged%1b[2J");
        await IsRefusedAsync(reader, await reader.GetAsync(answer), "was broken off");
        var line = Assert.Single(Server.Log.Split('\n'), line => line.Contains("forged", StringComparison.Ordinal));
        Assert.Contains("Audit: nobody GET /session/callback (refused: ", line);
        Assert.DoesNotContain('\u001b', Server.Log);
    }

    [Fact]
    public async Task An_issuer_that_refuses_this_server_is_no_fault_of_whoever_logs_in()
    {
        _issuer.RefusesAnnouncements = true;
        using var reader = new PageClient(Server.Address);
        await IsRefusedAsync(reader, await reader.GetAsync("/session/begin"), "The issuer refused this server");
        Assert.Contains("invalid_client", Server.Log);
    }

    [Fact]
    public async Task An_answer_that_is_not_understood_is_no_fault_of_whoever_logs_in()
    {
        _issuer.Garbled = "<html>Sign in to the network</html>";
        using var reader = new PageClient(Server.Address);
        await IsRefusedAsync(reader, await reader.GetAsync("/session/begin"), "or answers what is not understood");
    }

    [Fact]
    public async Task A_wrong_secret_is_no_fault_of_whoever_logs_in()
    {
        await using var server = await StartAsync(options => options with { ClientSecret = "of-another-client" });
        using var reader = new PageClient(server.Address);
        await IsRefusedAsync(reader, await LogInAsync(reader), "The issuer refused this server");
        Assert.Contains("invalid_client", server.Log);
    }

    [Theory]
    [InlineData("/signout-oidc")]
    [InlineData("/signout-callback-oidc")]
    public async Task No_other_site_logs_anybody_out(string path)
    {
        using var reader = new PageClient(Server.Address);
        await LogInAsync(reader);
        Assert.Equal(HttpStatusCode.NotFound, (await reader.GetAsync(path)).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await reader.GetAsync("/")).StatusCode);
    }

    [Fact]
    public async Task A_login_that_begins_here_ends_the_session_before()
    {
        using var reader = new PageClient(Server.Address);
        var first = CookieOf(await LogInAsync(reader));
        Assert.Equal(HttpStatusCode.OK, await StatusAsync(first));
        // By its attribute the cookie stays away from what comes from another site.
        var asked = await reader.GetAsync("/session/begin");
        using var stranger = new PageClient(new Uri(_issuer.Address));
        var answer = (await stranger.GetAsync(asked.Headers.Location!.PathAndQuery)).Headers.Location!.PathAndQuery;
        using var callback = new HttpRequestMessage(HttpMethod.Get, answer);
        callback.Headers.Add("Cookie", string.Join("; ", asked.Headers.GetValues("Set-Cookie").Select(cookie => cookie.Split(';')[0])));
        using var client = new HttpClient(new HttpClientHandler { AllowAutoRedirect = false, UseCookies = false }) { BaseAddress = Server.Address };
        var second = CookieOf(await client.SendAsync(callback, TestContext.Current.CancellationToken));
        Assert.Equal(HttpStatusCode.Unauthorized, await StatusAsync(first));
        Assert.Equal(HttpStatusCode.OK, await StatusAsync(second));

        static string CookieOf(HttpResponseMessage opened) => opened.Headers.GetValues("Set-Cookie").Single(cookie => cookie.StartsWith("aread-session", StringComparison.Ordinal)).Split(';')[0];

        async Task<HttpStatusCode> StatusAsync(string cookie)
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, "/api/v1/runs");
            request.Headers.Add("Cookie", cookie);
            return (await Server.Client.SendAsync(request, TestContext.Current.CancellationToken)).StatusCode;
        }
    }

    [Fact]
    public async Task An_issuer_that_is_away_is_named_on_a_page()
    {
        await _issuer.DisposeAsync();
        using var reader = new PageClient(Server.Address);
        await IsRefusedAsync(reader, await reader.GetAsync("/session/begin"), "The issuer does not answer.");
    }

    [Fact]
    public async Task An_issuer_that_goes_away_during_a_login_is_named_on_a_page()
    {
        using var reader = new PageClient(Server.Address);
        var answer = await AnswerAsync(reader);
        await _issuer.DisposeAsync();
        await IsRefusedAsync(reader, await reader.GetAsync(answer), "The issuer does not answer.");
    }

    [Fact]
    public async Task The_session_ends_with_the_working_day()
    {
        using var reader = new PageClient(Server.Address);
        await LogInAsync(reader);
        _time.Advance(TimeSpan.FromHours(12) - TimeSpan.FromMinutes(1));
        Assert.Equal(HttpStatusCode.OK, (await reader.GetAsync("/")).StatusCode);
        _time.Advance(TimeSpan.FromMinutes(1));
        Assert.Equal(HttpStatusCode.Redirect, (await reader.GetAsync("/")).StatusCode);
    }

    [Fact]
    public async Task Who_logs_out_is_let_in_no_more()
    {
        using var reader = new PageClient(Server.Address);
        await LogInAsync(reader);
        await reader.SubmitAsync("/", "/session/end");
        Assert.Equal(HttpStatusCode.Redirect, (await reader.GetAsync("/")).StatusCode);
    }

    [Theory]
    [InlineData("127.0.0.1", "https://aread.example/session/callback")]
    [InlineData("10.0.0.0/8", null)]
    public async Task Behind_a_proxy_the_issuer_sends_browsers_back_to_where_they_know_the_server(string proxies, string? callback)
    {
        await using var server = await StartAsync(options => options with { Proxies = proxies });
        using var request = new HttpRequestMessage(HttpMethod.Get, "/session/begin");
        request.Headers.Add("X-Forwarded-Proto", "https");
        request.Headers.Add("X-Forwarded-Host", "aread.example");
        using var client = new HttpClient(new HttpClientHandler { AllowAutoRedirect = false }) { BaseAddress = server.Address };
        var sent = await client.SendAsync(request, TestContext.Current.CancellationToken);
        Assert.Contains($"redirect_uri={Uri.EscapeDataString(callback ?? $"{server.Address}session/callback")}&", sent.Headers.Location!.Query);
        Assert.All(sent.Headers.GetValues("Set-Cookie"), cookie => Assert.Equal(callback is not null, cookie.Contains("; secure", StringComparison.OrdinalIgnoreCase)));
    }

    [Theory]
    [InlineData("https://evil.example/")]
    [InlineData("//evil.example/")]
    [InlineData("/api/v1/runs/first/export")]
    public async Task A_login_leads_nowhere_else(string elsewhere)
    {
        using var reader = new PageClient(Server.Address);
        var back = await LogInAsync(reader, $"/session/begin?returnUrl={Uri.EscapeDataString(elsewhere)}");
        Assert.Equal("/login/done?returnUrl=%2F", back.Headers.Location!.OriginalString);
        var done = await TextAsync(await reader.GetAsync($"/login/done?returnUrl={Uri.EscapeDataString(elsewhere)}"));
        Assert.Equal("/", Refresh().Match(done).Groups[1].Value);
    }

    [Fact]
    public async Task Without_a_client_nothing_of_it_is_offered()
    {
        using var reader = new PageClient(site.Server.Address);
        Assert.DoesNotContain("Sign in with", await TextAsync(await reader.GetAsync("/login")));
        Assert.Equal("/login", (await reader.GetAsync("/session/begin")).Headers.Location!.OriginalString);
    }

    [Theory]
    [InlineData("Web:ClientId", "needs an issuer", "ClientId=aread")]
    [InlineData("Web:ClientSecret", "belongs to a client", "ClientSecret=0123", "Authority=https://issuer.example")]
    [InlineData("Web:Scopes", "must hold openid", "Scopes=profile email")]
    public async Task What_cannot_work_is_refused_at_the_start(string option, string reason, params string[] settings)
    {
        var variables = settings.Select(setting => setting.Split('=')).ToDictionary(pair => $"AREAD_Web__{pair[0]}", pair => pair[1]);
        var run = await ProgramRun.Of(new ScriptedEngine(), new ProgramSetting { Variables = variables }, TestContext.Current.CancellationToken, "dashboard");
        Assert.NotEqual(ExitCode.Done, run.Code);
        Assert.Contains(option, run.Errors);
        Assert.Contains(reason, run.Errors);
    }

    /// <summary>Issuer and server are two sites: the session's cookie does not come with a browser that comes from a page there.</summary>
    [Fact]
    public async Task A_browser_logs_in_there_and_sees_the_page_alive()
    {
        await using var window = await site.OpenAloneAsync(Server);
        _issuer.Desk.AsksFirst = true;
        await window.Page.GotoAsync("/cluster");
        await window.Page.GetByRole(AriaRole.Link, new() { Name = "Sign in with" }).ClickAsync();
        await window.Page.GetByRole(AriaRole.Link, new() { Name = "Go on as alice" }).ClickAsync();
        await Assertions.Expect(window.Page.GetByRole(AriaRole.Button, new() { Name = "Log out" })).ToBeVisibleAsync();
        await Assertions.Expect(window.Page).ToHaveURLAsync($"{Server.Address}cluster");
        await window.Page.Locator("main[data-live]").WaitForAsync();
        Assert.Empty(window.Faults);
    }

    public async ValueTask DisposeAsync()
    {
        await Server.DisposeAsync();
        await _issuer.DisposeAsync();
    }

    private Task<TestServer> StartAsync(Func<WebOptions, WebOptions> configure) => TestServer.StartAsync(
        options => configure(options with { Authority = _issuer.Address, ClientId = LoginDesk.Client, ClientSecret = LoginDesk.Secret }), _cluster, time: _time);

    /// <returns>The path by which the issuer sends the browser back.</returns>
    private async Task<string> AnswerAsync(PageClient reader, string begin = "/session/begin")
    {
        var asked = await reader.GetAsync(begin);
        using var person = new PageClient(new Uri(_issuer.Address));
        return (await person.GetAsync(asked.Headers.Location!.PathAndQuery)).Headers.Location!.PathAndQuery;
    }

    private async Task<HttpResponseMessage> LogInAsync(PageClient reader, string begin = "/session/begin") => await reader.GetAsync(await AnswerAsync(reader, begin));

    /// <summary>A page says why, leads on to nothing by itself, and nothing is open.</summary>
    private static async Task IsRefusedAsync(PageClient reader, HttpResponseMessage refused, string reason)
    {
        Assert.Equal(HttpStatusCode.Redirect, refused.StatusCode);
        var page = await reader.GetAsync(refused.Headers.Location!.OriginalString);
        var html = await TextAsync(page);
        Assert.Equal(HttpStatusCode.OK, page.StatusCode);
        Assert.Contains(reason, html);
        Assert.DoesNotContain("Exception", html);
        Assert.DoesNotContain("http-equiv=\"refresh\"", html);
        Assert.Equal(HttpStatusCode.Unauthorized, (await reader.GetAsync("/api/v1/runs")).StatusCode);
    }

    private static Task<string> TextAsync(HttpResponseMessage page) => page.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);

    [GeneratedRegex("href=\"(/session/begin[^\"]*)\"")]
    private static partial Regex SignIn();

    [GeneratedRegex("http-equiv=\"refresh\" content=\"0;url=([^\"]*)\"")]
    private static partial Regex Refresh();

    [GeneratedRegex("state=[^&]*")]
    private static partial Regex State();

    [GeneratedRegex("code=[^&]*")]
    private static partial Regex Code();
}
