using Aread.Distributed.Hosting;
using Aread.Host.Web;

namespace Aread.Host.Configuration;

/// <summary>Every key there is, read off <see cref="AreadOptions"/>, <see cref="ClusterOptions"/> and <see cref="WebOptions"/>: a property added there is a key here.</summary>
internal static class OptionKeys
{
    public static IReadOnlyList<OptionKey> All { get; } = [.. Read()];

    /// <summary>Case does not count: environment variables are often written in capitals.</summary>
    public static OptionKey? Find(string path) => All.FirstOrDefault(key => key.Path.Equals(path, StringComparison.OrdinalIgnoreCase));

    public static bool IsSection(string name) => All.Any(key => key.Section.Equals(name, StringComparison.OrdinalIgnoreCase));

    /// <summary>The key whose path takes the fewest changes to get to, among those that the path begins if there are any.</summary>
    public static OptionKey Nearest(string path)
    {
        OptionKey[] begun = [.. All.Where(key => key.Path.StartsWith(path, StringComparison.OrdinalIgnoreCase))];
        return (begun.Length > 0 ? begun : All).MinBy(key => EditDistance.Between(key.Path, path))!;
    }

    private static IEnumerable<OptionKey> Read()
    {
        var defaults = new AreadOptions();
        var sections = typeof(AreadOptions).GetProperties().Select(section => (section.Name, Values: section.GetValue(defaults)!));
        return sections.Append((ClusterOptions.Section, new ClusterOptions())).Append((WebOptions.Section, new WebOptions())).SelectMany(section => Of(section.Name, section.Values));
    }

    private static IEnumerable<OptionKey> Of(string section, object values) =>
        values.GetType().GetProperties().Where(property => property.CanWrite).Select(property => new OptionKey(section, property, property.GetValue(values)));
}
