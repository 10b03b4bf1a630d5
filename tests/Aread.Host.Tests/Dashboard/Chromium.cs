using Microsoft.Playwright;

namespace Aread.Host.Tests.Dashboard;

/// <summary>A browser of the tests' own. Nothing is fetched for it: it is the one that is installed.</summary>
internal static class Chromium
{
    private const string Variable = "AREAD_TEST_CHROMIUM";

    private static readonly string[] Arguments =
    [
        "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync",
    ];

    private static readonly string[] Places = ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome", "/usr/bin/google-chrome-stable"];

    /// <summary>Null where there is none.</summary>
    public static string? Program => Environment.GetEnvironmentVariable(Variable) is { Length: > 0 } named ? named : Places.FirstOrDefault(File.Exists);

    /// <summary>Why a test is skipped.</summary>
    public static string Missing => $"There is no Chromium: install the Debian package chromium, or name one by {Variable}.";

    public static Task<IBrowser> LaunchAsync(IPlaywright playwright) =>
        playwright.Chromium.LaunchAsync(new BrowserTypeLaunchOptions { ExecutablePath = Program, Args = Arguments, Headless = true });
}
