using System.Text;

namespace Aread.Tests.Data.Published.AliCcp;

/// <summary>The four files of AliCCP, as they are published, in a directory.</summary>
internal sealed class AliCcpFiles(string directory)
{
    public const string Train = "train";
    public const string Test = "test";

    private readonly Dictionary<string, StringBuilder> _files =
        new[] { "sample_skeleton", "common_features" }.SelectMany(kind => new[] { $"{kind}_{Train}.csv", $"{kind}_{Test}.csv" }).ToDictionary(name => name, _ => new StringBuilder());

    private int _samples;

    public string Directory => directory;

    /// <param name="features">Beside that of the user.</param>
    public AliCcpFiles Common(string part, string index, int user, params string[] features) =>
        Line($"common_features_{part}.csv", $"{index},{features.Length + 1},{string.Join('\u0001', [Feature("101", user), .. features])}");

    /// <param name="features">Beside those of item and domain.</param>
    public AliCcpFiles Sample(string part, string index, int item, int domain, int click = 0, int purchase = 0, params string[] features) =>
        Line($"sample_skeleton_{part}.csv",
            $"{++_samples},{click},{purchase},{index},{features.Length + 2},{string.Join('\u0001', [Feature("205", item), Feature("206", domain), .. features])}");

    /// <summary>
    /// Users who saw items of one domain, each those that follow those of the one before: with as many items as users, each item is seen by as many
    /// users as a user sees items. Users and items have numbers from a thousand times the domain on; every fourth item is clicked.
    /// </summary>
    /// <param name="features">Of the n-th sample.</param>
    public AliCcpFiles Grid(string part, int domain, int users, int items, int samplesOfUser, Func<int, string[]>? features = null)
    {
        for (var user = 0; user < users; user++)
        {
            var index = $"d{domain}u{user}";
            Common(part, index, domain * 1000 + user);
            for (var i = 0; i < samplesOfUser; i++)
            {
                var item = (user + i) % items;
                Sample(part, index, domain * 1000 + item, domain, item % 4 == 0 ? 1 : 0, features: features?.Invoke(user * samplesOfUser + i) ?? []);
            }
        }
        return this;
    }

    /// <summary>Two domains that are large enough, with 1,200 and 1,350 samples in train and 40 each in test.</summary>
    public AliCcpFiles TwoDomains(Func<int, string[]>? features = null) =>
        Grid(Train, 1, 80, 80, 15, features).Grid(Train, 2, 90, 90, 15).Seen(Test, user: 1000, domain: 1, samples: 40).Seen(Test, user: 2000, domain: 2, samples: 40);

    /// <summary>One user who saw items of a domain.</summary>
    public AliCcpFiles Seen(string part, int user, int domain, int samples)
    {
        Common(part, $"seen{user}", user);
        for (var i = 0; i < samples; i++) Sample(part, $"seen{user}", domain * 1000 + i, domain, i % 4 == 0 ? 1 : 0);
        return this;
    }

    public AliCcpFiles Line(string file, string line)
    {
        _files[file].Append(line).Append('\n');
        return this;
    }

    public static string Feature(string field, int id, double value = 1) => FormattableString.Invariant($"{field}\u0002{id}\u0003{value}");

    public string PathOf(string file) => Path.Combine(directory, file);

    public AliCcpFiles Write()
    {
        System.IO.Directory.CreateDirectory(directory);
        foreach (var (name, text) in _files) File.WriteAllText(PathOf(name), text.ToString());
        return this;
    }
}
