using Microsoft.Playwright;

namespace Aread.Host.Tests.Dashboard;

/// <summary>Whether the texts of a page stand out from what is behind them (WCAG 2.2, 1.4.3), by the colours that the browser computed.</summary>
internal sealed class PageColours
{
    public const double Least = 4.5;

    // Colours are laid over each other from the root down; a text's own is faded by its elements. Pictures are left out: their texts lie on what is drawn.
    private const string Measure = """
        least => {
          const parse = text => { const parts = text.match(/[\d.]+/g).map(Number); return { rgb: parts.slice(0, 3), alpha: parts[3] ?? 1 }; };
          const over = (top, alpha, below) => below.map((part, i) => alpha * top[i] + (1 - alpha) * part);
          const light = rgb => { const [r, g, b] = rgb.map(part => part / 255).map(part => part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4); return 0.2126 * r + 0.7152 * g + 0.0722 * b; };
          const ratio = (one, other) => { const [high, low] = [light(one), light(other)].sort((a, b) => b - a); return (high + 0.05) / (low + 0.05); };
          const faults = [];
          let seen = 0;
          for (const element of document.body.querySelectorAll('*')) {
            const text = [...element.childNodes].filter(node => node.nodeType === Node.TEXT_NODE).map(node => node.data).join(' ').trim();
            if (!(element instanceof HTMLElement) || !text || !element.checkVisibility({ visibilityProperty: true }) || element.getClientRects().length === 0) continue;
            const chain = [];
            for (let at = element; at; at = at.parentElement) chain.unshift(getComputedStyle(at));
            let back = matchMedia('(prefers-color-scheme: dark)').matches ? [18, 18, 18] : [255, 255, 255], fade = 1;
            for (const style of chain) {
              const { rgb, alpha } = parse(style.backgroundColor);
              back = over(rgb, alpha, back);
              fade *= Number(style.opacity);
            }
            const ink = parse(chain.at(-1).color);
            const found = ratio(over(ink.rgb, ink.alpha * fade, back), back);
            seen++;
            if (found < least) faults.push(`${element.tagName} '${text.slice(0, 40)}': ${found.toFixed(2)}`);
          }
          return { seen, faults: [...new Set(faults)], overflow: document.documentElement.scrollWidth - document.documentElement.clientWidth };
        }
        """;

    /// <summary>Texts that were looked at.</summary>
    public int Seen { get; set; }

    /// <summary>Those that do not.</summary>
    public string[] Faults { get; set; } = [];

    /// <summary>Pixels by which the page is wider than the window.</summary>
    public int Overflow { get; set; }

    public static Task<PageColours> OfAsync(IPage page) => page.EvaluateAsync<PageColours>(Measure, Least);
}
