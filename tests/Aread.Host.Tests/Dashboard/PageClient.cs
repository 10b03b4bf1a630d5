using System.Net;
using System.Text.RegularExpressions;

namespace Aread.Host.Tests.Dashboard;

/// <summary>Asks for pages as a browser does: with cookies, and wanting HTML. It follows no redirects.</summary>
internal sealed partial class PageClient : IDisposable
{
    private readonly HttpClient _client;

    public PageClient(Uri site)
    {
        _client = new HttpClient(new HttpClientHandler { AllowAutoRedirect = false, CookieContainer = new CookieContainer() }) { BaseAddress = site };
        _client.DefaultRequestHeaders.Accept.ParseAdd("text/html");
    }

    public Task<HttpResponseMessage> GetAsync(string path) => _client.GetAsync(path, TestContext.Current.CancellationToken);

    public Task<HttpResponseMessage> PostAsync(string path, IEnumerable<KeyValuePair<string, string>> fields) =>
        _client.PostAsync(path, new FormUrlEncodedContent(fields), TestContext.Current.CancellationToken);

    /// <summary>What is sent for as long as the server sends it.</summary>
    public Task<Stream> OpenAsync(string path) => _client.GetStreamAsync(path, TestContext.Current.CancellationToken);

    /// <summary>Fills in the form of the login, as it came.</summary>
    public Task<HttpResponseMessage> LogInAsync(string token, string back) => SubmitAsync("/login", "/session", new("token", token), new("returnUrl", back));

    /// <summary>Posts with the antiforgery token that a page brings.</summary>
    public async Task<HttpResponseMessage> SubmitAsync(string page, string path, params KeyValuePair<string, string>[] fields)
    {
        var html = await (await GetAsync(page)).Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        return await PostAsync(path, [new("__RequestVerificationToken", Antiforgery().Match(html).Groups[1].Value), .. fields]);
    }

    public void Dispose() => _client.Dispose();

    [GeneratedRegex("name=\"__RequestVerificationToken\" value=\"([^\"]+)\"")]
    private static partial Regex Antiforgery();
}
