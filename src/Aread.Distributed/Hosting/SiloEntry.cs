using System.Text.Json.Serialization;
using Orleans.Configuration;
using Orleans.Runtime;

namespace Aread.Distributed.Hosting;

/// <summary>A silo as the cluster's store lists it.</summary>
/// <param name="Name">Role, host and process.</param>
/// <param name="Address">Address and port at which silos call it.</param>
/// <param name="Role">Null for a silo of another program.</param>
/// <param name="Status"><c>active</c>, <c>joining</c>, <c>stopping</c>, <c>dead</c>; <c>silent</c>: active, but without a sign of life lately.</param>
/// <param name="Since">When it started, UTC.</param>
public sealed record SiloEntry(string Name, string Address, SiloRole? Role, string Status, DateTimeOffset Since, string Host)
{
    public const string Active = "active", Silent = "silent", Dead = "dead";

    [JsonIgnore]
    public bool IsDead => Status == Dead;

    /// <summary>The name of this process's silo. Metadata are not in the store, so the name tells the role.</summary>
    internal static string NameOf(SiloRole role) => $"{role.Name()}-{Environment.MachineName}-{Environment.ProcessId}";

    internal static SiloEntry Of(MembershipEntry entry, TimeSpan silence, DateTimeOffset now)
    {
        var lastSign = new DateTimeOffset(entry.IAmAliveTime > entry.StartTime ? entry.IAmAliveTime : entry.StartTime, TimeSpan.Zero);
        var status = entry.Status switch
        {
            SiloStatus.Active => now - lastSign > silence ? Silent : Active,
            SiloStatus.Created or SiloStatus.Joining => "joining",
            SiloStatus.ShuttingDown or SiloStatus.Stopping => "stopping",
            _ => Dead,
        };
        SiloRole? role = Enum.TryParse<SiloRole>(entry.SiloName.Split('-')[0], ignoreCase: true, out var known) ? known : null;
        return new SiloEntry(entry.SiloName, entry.SiloAddress.Endpoint.ToString(), role, status, new DateTimeOffset(entry.StartTime, TimeSpan.Zero), entry.HostName);
    }
}
