using Aread.Host.Api;
using Aread.Host.Masks;
using Aread.Host.Tests.Web;
using Microsoft.Playwright;

namespace Aread.Host.Tests.Dashboard;

[Collection(nameof(RunsInBrowser))]
public sealed class DomainPagesTests(DashboardSite site)
{
    private const string Run = "/runs/aread";

    [Fact]
    public async Task Domains_are_searched_and_sorted_by_keyboard()
    {
        await using var window = await site.OpenAsync();
        await window.GoAsync($"{Run}/domains");
        var names = window.Page.Locator(".domains tbody td.name");
        await Assertions.Expect(names).ToHaveCountAsync(DashboardSite.Domains);
        await window.Page.GetByLabel("Search").FillAsync("THEME-00");
        await Assertions.Expect(names).ToHaveCountAsync(9);
        await Assertions.Expect(window.Page.GetByRole(AriaRole.Status)).ToHaveTextAsync($"9 of {DashboardSite.Domains} domains");

        var found = (await ApiAsync<DomainSummary[]>("/domains")).Where(domain => domain.Name.StartsWith("theme-00", StringComparison.Ordinal)).ToArray();
        await window.Page.GetByRole(AriaRole.Button, new() { Name = "AUC" }).FocusAsync();
        await window.Page.Keyboard.PressAsync("Enter");
        await Assertions.Expect(names).ToHaveTextAsync(found.OrderBy(domain => domain.Auc).Select(domain => domain.Name));
        await window.Page.Keyboard.PressAsync("Enter");
        await Assertions.Expect(names).ToHaveTextAsync(found.OrderByDescending(domain => domain.Auc).Select(domain => domain.Name));
        await Assertions.Expect(window.Page.Locator("th[aria-sort=descending]")).ToHaveTextAsync("AUC");
        Assert.Empty(window.Faults);
    }

    [Fact]
    public async Task A_domain_of_any_name_shows_its_mask_its_candidates_and_what_its_searches_cut()
    {
        const string name = "K\u00fcche & <Bad>";
        var known = await ApiAsync<DomainDetail>($"/domains/{Uri.EscapeDataString(name)}");
        await using var window = await site.OpenAsync();
        await window.GoAsync($"{Run}/domains");
        await window.Page.GetByRole(AriaRole.Link, new() { Name = name }).ClickAsync();
        await Assertions.Expect(window.Page.GetByRole(AriaRole.Heading, new() { Name = name })).ToBeVisibleAsync();
        await Assertions.Expect(Graph(window, $"Mask of {name}").Locator(".edge")).ToHaveCountAsync(known.Summary.Edges!.Value);
        await Assertions.Expect(window.Page.Locator(".card")).ToHaveCountAsync(known.Candidates.Count);
        await Assertions.Expect(window.Page.Locator(".card.winner")).ToContainTextAsync(", chosen");
        await Assertions.Expect(window.Row(known.Nearest[0].Name)).ToContainTextAsync(known.Nearest[0].Overlap.ToString("F2"));

        await window.Page.GetByRole(AriaRole.Slider).FocusAsync();
        await window.Page.Keyboard.PressAsync("ArrowLeft");
        var second = known.Searches[1];
        await Assertions.Expect(window.Page.GetByRole(AriaRole.Status)).ToContainTextAsync($"Round 2, step 2,100: {second.Outcome.Edges} edges, {second.Cut} cut, {second.Added} added");
        Assert.True(second.Cut > 0);
        await Assertions.Expect(Graph(window, $"Mask of {name} after search 2").Locator(".edge.cut")).ToHaveCountAsync(second.Cut!.Value);
        Assert.Empty(window.Faults);
    }

    [Fact]
    public async Task All_domains_are_shown_by_what_they_share()
    {
        var (overlap, experts) = (await ApiAsync<OverlapReport>("/overlap"), await ApiAsync<ExpertUse[]>("/experts"));
        await using var window = await site.OpenAsync();
        await window.GoAsync($"{Run}/shared");
        await Assertions.Expect(window.Page.GetByText($"share on average {100 * overlap.MeanOverlap!.Value:F0} % of the edges")).ToBeVisibleAsync();
        await Assertions.Expect(Graph(window, $"Overlap of each pair of {DashboardSite.Domains} domains").Locator("text").First).ToHaveTextAsync(overlap.Domains[0]);
        await Assertions.Expect(window.Page.Locator("tbody tr")).ToHaveCountAsync(experts.Length);
        Assert.Empty(window.Faults);
    }

    [Theory]
    [InlineData(1280)]
    [InlineData(390)]
    public async Task No_page_is_wider_than_the_window(int width)
    {
        await using var window = await site.OpenAsync(width: width);
        foreach (var page in SessionTests.Pages)
        {
            await window.GoAsync(page.Data);
            Assert.Equal((page.Data, true), (page.Data, await window.Page.EvaluateAsync<bool>("document.documentElement.scrollWidth <= window.innerWidth")));
        }
        Assert.Empty(window.Faults);
        Assert.Empty(window.AskedElsewhere);
    }

    private static ILocator Graph(BrowserWindow window, string name) => window.Page.GetByRole(AriaRole.Img, new() { Name = name, Exact = true });

    private async Task<T> ApiAsync<T>(string path)
    {
        var (_, body) = await site.Server.SendAsync(HttpMethod.Get, $"/api/v1{Run}{path}", TestServer.ReadToken);
        return AreadJson.Read<T>(body);
    }
}
