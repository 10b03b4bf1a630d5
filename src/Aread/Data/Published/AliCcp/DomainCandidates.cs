using System.Runtime.InteropServices;

namespace Aread.Data.Published.AliCcp;

/// <summary>Samples of each domain, and whether it has enough users and items. Of the latter no more are kept than are asked for.</summary>
/// <param name="least">Distinct users, and distinct items, that a domain must have.</param>
internal sealed class DomainCandidates(int least)
{
    private readonly Dictionary<int, Domain> _domains = [];

    public int Count => _domains.Count;

    public void Add(in JoinedRecord sample)
    {
        ReadOnlySpan<int> ids = sample.Ids;
        ref var domain = ref CollectionsMarshal.GetValueRefOrAddDefault(_domains, ids[AliCcpFields.Domain], out var known);
        if (!known) domain = new Domain();
        domain!.Samples++;
        if (domain.Users.Count < least) domain.Users.Add(ids[AliCcpFields.User]);
        if (domain.Items.Count < least) domain.Items.Add(ids[AliCcpFields.Item]);
    }

    public long Samples => _domains.Values.Sum(domain => domain.Samples);

    /// <summary>Those that have enough of both.</summary>
    public IEnumerable<(int Domain, long Samples)> Fitting() =>
        _domains.Where(domain => domain.Value.Users.Count >= least && domain.Value.Items.Count >= least).Select(domain => (domain.Key, domain.Value.Samples));

    private sealed class Domain
    {
        public long Samples;
        public readonly HashSet<int> Users = [];
        public readonly HashSet<int> Items = [];
    }
}
