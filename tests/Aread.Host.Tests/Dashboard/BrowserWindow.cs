using Microsoft.Playwright;

namespace Aread.Host.Tests.Dashboard;

/// <summary>A page in a browser, with what went wrong in it.</summary>
internal sealed class BrowserWindow : IAsyncDisposable
{
    private readonly IBrowserContext _context;
    private readonly List<string> _faults = [];
    private readonly List<string> _asked = [];
    private readonly Uri _site;

    private BrowserWindow(IBrowserContext context, IPage page, Uri site)
    {
        (_context, Page, _site) = (context, page, site);
        page.Console += (_, message) =>
        {
            if (message.Type is "error" or "warning") _faults.Add(message.Text);
        };
        page.PageError += (_, fault) => _faults.Add(fault);
        page.Request += (_, request) => _asked.Add(request.Url);
    }

    public IPage Page { get; }

    /// <summary>Errors and warnings of the console, such as what the page's policy forbade.</summary>
    public IReadOnlyList<string> Faults => _faults;

    /// <summary>What was asked of others than the site.</summary>
    public IEnumerable<string> AskedElsewhere => _asked.Where(url => !url.StartsWith(_site.AbsoluteUri, StringComparison.Ordinal) && !url.StartsWith("data:", StringComparison.Ordinal));

    public static async Task<BrowserWindow> OpenAsync(IBrowser browser, Uri site, int width)
    {
        var context = await browser.NewContextAsync(new BrowserNewContextOptions
        {
            BaseURL = site.AbsoluteUri,
            ViewportSize = new ViewportSize { Width = width, Height = 800 },
        });
        return new BrowserWindow(context, await context.NewPageAsync(), site);
    }

    public async Task LogInAsync(string token)
    {
        await Page.GotoAsync("/");
        await Page.GetByLabel("Token").FillAsync(token);
        await Page.GetByRole(AriaRole.Button, new() { Name = "Log in" }).ClickAsync();
        await Page.GetByRole(AriaRole.Navigation).WaitForAsync();
    }

    /// <summary>Goes to a page, and waits until it is alive.</summary>
    public async Task GoAsync(string path)
    {
        var socket = Page.WaitForWebSocketAsync();
        await Page.GotoAsync(path);
        await socket;
        await Page.Locator("main[data-live]").WaitForAsync();
    }

    /// <summary>The row of a table that begins with this link.</summary>
    public ILocator Row(string link) => Page.GetByRole(AriaRole.Row).Filter(new() { Has = Page.GetByRole(AriaRole.Link, new() { Name = link, Exact = true }) });

    public async ValueTask DisposeAsync() => await _context.DisposeAsync();
}
