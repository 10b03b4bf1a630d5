using Aread.Distributed.Hosting;

namespace Aread.Distributed.Contracts;

/// <summary>The text in a domain grain's key: the run, and the role of the silos that may hold it.</summary>
public static class DomainKey
{
    /// <summary>No letter of a run's name.</summary>
    private const char Separator = ':';

    public static string Of(string run, SiloRole role) => $"{role.Name()}{Separator}{run}";

    /// <summary>The role that a key wants.</summary>
    public static SiloRole RoleOf(string key) => Enum.Parse<SiloRole>(key[..key.IndexOf(Separator, StringComparison.Ordinal)], ignoreCase: true);
}
