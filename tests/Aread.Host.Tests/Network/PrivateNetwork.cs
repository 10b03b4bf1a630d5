using Aread.Testing;

namespace Aread.Host.Tests.Network;

/// <summary>
/// Hosts with an address each, joined by a hub: network namespaces of this test's own, out of which nothing comes. The hub has an address too. What
/// a test that was killed has left is cleared away by the next.
/// </summary>
internal sealed class PrivateNetwork : IAsyncDisposable
{
    public const string HubAddress = "10.213.0.1";

    private const string Bridge = "bridge";
    private const string Link = "eth0";
    private readonly string _name = NetworkSpaces.NewName();
    private readonly int _hosts;

    private PrivateNetwork(int hosts) => _hosts = hosts;

    /// <summary>The command that enters the hub.</summary>
    public string[] Hub => NetworkSpaces.Enter(HubSpace);

    private string HubSpace => $"{_name}-hub";

    /// <summary>Skips the test where no namespaces can be made.</summary>
    public static async Task<PrivateNetwork> StartAsync(int hosts)
    {
        await NetworkSpaces.RequireAsync();
        await NetworkSpaces.ClearAsync();
        var network = new PrivateNetwork(hosts);
        await NetworkSpaces.AddAsync(network.HubSpace);
        await InAsync(network.HubSpace, "link", "add", Bridge, "type", "bridge");
        await InAsync(network.HubSpace, "address", "add", $"{HubAddress}/24", "dev", Bridge);
        await InAsync(network.HubSpace, "link", "set", Bridge, "up");
        for (var host = 0; host < hosts; host++) await network.JoinAsync(host);
        return network;
    }

    public static string AddressOf(int host) => $"10.213.0.{10 + host}";

    /// <summary>The command that enters a host.</summary>
    public string[] Enter(int host) => NetworkSpaces.Enter(Space(host));

    /// <summary>As if its cable were pulled.</summary>
    public Task CutAsync(int host) => InAsync(HubSpace, "link", "set", Port(host), "down");

    public Task MendAsync(int host) => InAsync(HubSpace, "link", "set", Port(host), "up");

    /// <summary>Every host's link from now on, both ways. Skips the test where the kernel cannot delay.</summary>
    public async Task ShapeAsync(LinkShape shape)
    {
        for (var host = 0; host < _hosts; host++)
        {
            await shape.ApplyAsync(Space(host), Link);
            await shape.ApplyAsync(HubSpace, Port(host));
        }
    }

    /// <summary>Bytes that went through a host's shaped link, out of it.</summary>
    public Task<long> SentAsync(int host) => LinkShape.SentAsync(Space(host), Link);

    public async ValueTask DisposeAsync() => await NetworkSpaces.RemoveAsync(_name);

    private async Task JoinAsync(int host)
    {
        await NetworkSpaces.AddAsync(Space(host));
        await InAsync(HubSpace, "link", "add", Port(host), "type", "veth", "peer", "name", Link, "netns", Space(host));
        await InAsync(HubSpace, "link", "set", Port(host), "master", Bridge, "up");
        await InAsync(Space(host), "address", "add", $"{AddressOf(host)}/24", "dev", Link);
        await InAsync(Space(host), "link", "set", Link, "up");
    }

    private string Space(int host) => $"{_name}-{host}";

    private static string Port(int host) => $"port{host}";

    private static Task InAsync(string space, params string[] arguments) => ServerProcess.RunAsync(NetworkSpaces.Ip, ["-n", space, .. arguments]);
}
