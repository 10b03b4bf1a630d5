using Aread.Host.Tests.Report;
using Aread.Host.Tests.Web;
using Microsoft.Playwright;

namespace Aread.Host.Tests.Dashboard;

/// <summary>One server with runs to look at, and one browser, for all tests of pages.</summary>
public sealed class DashboardSite : IAsyncLifetime
{
    public const int Domains = 60;

    private TestServer? _server;
    private IPlaywright? _playwright;
    private IBrowser? _browser;

    internal TestServer Server => _server!;

    internal ScriptedCluster Cluster { get; } = new();

    public async ValueTask InitializeAsync()
    {
        _server = await TestServer.StartClosedAsync(Cluster);
        new SampleRun(Domains).Write(_server.Directory["runs"]).Dispose();
        if (Chromium.Program is null) return;
        // A bound, not a wait: what is expected shows at once, but for a machine that has much else to do.
        Assertions.SetDefaultExpectTimeout(30_000);
        _playwright = await Playwright.CreateAsync();
        _browser = await Chromium.LaunchAsync(_playwright);
    }

    /// <summary>A window that nobody has used, logged in. The test is skipped where no browser is installed.</summary>
    /// <param name="server">The one that all share, unless another is named.</param>
    internal async Task<BrowserWindow> OpenAsync(string token = TestServer.ReadToken, int width = 1280, TestServer? server = null)
    {
        var window = await OpenAloneAsync(server ?? Server, width);
        await window.LogInAsync(token);
        return window;
    }

    /// <summary>A window that nobody has logged in with.</summary>
    /// <inheritdoc cref="OpenAsync"/>
    internal async Task<BrowserWindow> OpenAloneAsync(TestServer server, int width = 1280)
    {
        Assert.SkipWhen(_browser is null, Chromium.Missing);
        return await BrowserWindow.OpenAsync(_browser, server.Address, width);
    }

    public async ValueTask DisposeAsync()
    {
        if (_browser is not null) await _browser.DisposeAsync();
        _playwright?.Dispose();
        if (_server is not null) await _server.DisposeAsync();
    }
}
