using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Orleans.Runtime;

namespace Aread.Host;

/// <summary>Logs who joins the cluster and who leaves it, as this silo sees it.</summary>
internal sealed partial class SiloWatch(IClusterMembershipService membership, ILogger<SiloWatch> logger) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var known = new Dictionary<SiloAddress, SiloStatus>();
        try
        {
            await foreach (var snapshot in membership.MembershipUpdates.WithCancellation(stoppingToken)) Compare(known, snapshot);
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
        }
    }

    // The dead of days before are no news.
    private void Compare(Dictionary<SiloAddress, SiloStatus> known, ClusterMembershipSnapshot snapshot)
    {
        foreach (var (address, member) in snapshot.Members)
        {
            var isNews = known.TryGetValue(address, out var before) ? before != member.Status : member.Status == SiloStatus.Active;
            known[address] = member.Status;
            if (!isNews) continue;
            if (member.Status == SiloStatus.Active) LogJoined(member.Name, address.Endpoint.ToString());
            if (member.Status == SiloStatus.Dead) LogLeft(member.Name, address.Endpoint.ToString());
        }
    }

    [LoggerMessage(LogLevel.Information, "Silo {Name} at {Address} is in the cluster")]
    private partial void LogJoined(string name, string address);

    [LoggerMessage(LogLevel.Information, "Silo {Name} at {Address} has left the cluster, or is dead")]
    private partial void LogLeft(string name, string address);
}
