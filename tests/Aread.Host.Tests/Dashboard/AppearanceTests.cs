using Aread.Host.Tests.Web;
using Microsoft.Playwright;

namespace Aread.Host.Tests.Dashboard;

/// <summary>Every page can be read, light and dark, on a desk and on a telephone.</summary>
[Collection(nameof(RunsInBrowser))]
public sealed class AppearanceTests(DashboardSite site)
{
    [Theory]
    [InlineData(ColorScheme.Light, 1280)]
    [InlineData(ColorScheme.Light, 390)]
    [InlineData(ColorScheme.Dark, 1280)]
    [InlineData(ColorScheme.Dark, 390)]
    public async Task Texts_of_every_page_stand_out_and_no_page_is_wider_than_its_window(ColorScheme scheme, int width)
    {
        await using var window = await site.OpenAsync(TestServer.OperateToken, width);
        await window.Page.EmulateMediaAsync(new() { ColorScheme = scheme });
        foreach (var page in SessionTests.Pages.Select(row => row.Data))
        {
            await window.GoAsync(page);
            Check(page, await PageColours.OfAsync(window.Page));
        }
        await window.Page.GotoAsync("/login?refused=token");
        Check("/login", await PageColours.OfAsync(window.Page));
        Assert.Equal(scheme == ColorScheme.Dark, await window.Page.EvaluateAsync<bool>("getComputedStyle(document.body).backgroundColor === 'rgb(14, 17, 22)'"));
    }

    /// <summary>What the other test rests on.</summary>
    [Fact]
    public async Task A_pale_text_a_faded_one_and_a_wide_page_are_found()
    {
        await using var window = await site.OpenAsync();
        await window.Page.GotoAsync("/login");
        await window.Page.EvaluateAsync("document.querySelector('h1').style.color = '#999'; document.querySelector('label').style.opacity = .4; document.body.style.width = '3000px'; document.body.style.maxWidth = 'none'");
        var found = await PageColours.OfAsync(window.Page);
        Assert.Equal(["H1 'Log in': 2.85", "LABEL 'Token'"], found.Faults.Select(fault => fault.StartsWith("LABEL", StringComparison.Ordinal) ? fault.Split(':')[0] : fault));
        Assert.True(found.Overflow > 1000);
    }

    private static void Check(string page, PageColours found)
    {
        Assert.True(found.Seen > 0, $"{page}: only {found.Seen} texts were found.");
        Assert.True(found.Faults.Length == 0, $"{page}: {string.Join("; ", found.Faults)}");
        Assert.True(found.Overflow <= 0, $"{page}: {found.Overflow} pixels too wide.");
    }
}
