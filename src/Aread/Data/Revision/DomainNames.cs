namespace Aread.Data.Revision;

/// <summary>The domains of a data set, for messages.</summary>
internal static class DomainNames
{
    private const int InMessages = 20;

    public static string Of(DatasetManifest manifest) =>
        string.Join(", ", manifest.Domains.Take(InMessages).Select(domain => $"'{domain.Name}'")) + (manifest.Domains.Count > InMessages ? ", ..." : "");
}
