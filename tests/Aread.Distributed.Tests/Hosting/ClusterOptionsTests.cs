using System.Net;
using System.Net.Sockets;
using Aread.Distributed.Hosting;
using Orleans.Configuration;
using ClusterOptions = Aread.Distributed.Hosting.ClusterOptions;

namespace Aread.Distributed.Tests.Hosting;

public sealed class ClusterOptionsTests
{
    [Fact]
    public void The_defaults_can_be_used() => OptionsValidation.Check(new ClusterOptions(), ClusterOptions.Section);

    [Theory]
    [InlineData(ClusterProvider.Redis)]
    [InlineData(ClusterProvider.PostgreSQL)]
    public void A_server_needs_a_connection_string(ClusterProvider provider) =>
        Assert.Contains("Cluster:ConnectionString = nothing", Refused(new ClusterOptions { Provider = provider }));

    [Fact]
    public void Ports_and_times_have_limits()
    {
        Assert.Contains("Cluster:SiloPort = 70000: must be from 0 to 65535.", Refused(new ClusterOptions { SiloPort = 70_000 }));
        Assert.Contains("Cluster:FailureDetectionSeconds = 1: must be from 2 to 600.", Refused(new ClusterOptions { FailureDetectionSeconds = 1 }));
        Assert.Contains("Cluster:SiloPort, Cluster:GatewayPort = 11111, 11111", Refused(new ClusterOptions { SiloPort = 11111, GatewayPort = 11111 }));
        Assert.Contains("Cluster:ClusterId = 'a b'", Refused(new ClusterOptions { ClusterId = "a b" }));
    }

    [Fact]
    public void Files_for_TLS_come_together()
    {
        var all = new ClusterOptions { TlsCertificate = "silo.pem", TlsKey = "silo.key", TlsAuthority = "ca.pem" };
        OptionsValidation.Check(all, ClusterOptions.Section);
        Assert.All([all with { TlsCertificate = null }, all with { TlsKey = "" }, all with { TlsAuthority = null }], half => Assert.Contains("all three files are needed for TLS, or none.", Refused(half)));
        var opened = Refused(new ClusterOptions { TlsKeyPassword = "secret" });
        Assert.Contains("TlsKeyPassword is set, and there is no key that it opens.", opened);
        Assert.DoesNotContain("secret", opened);
    }

    [Fact]
    public void Its_text_holds_no_password() =>
        Assert.DoesNotContain("secret", new ClusterOptions { ConnectionString = "Password=secret", TlsKeyPassword = "secret" }.ToString());

    [Theory]
    [InlineData(2)]
    [InlineData(10)]
    [InlineData(600)]
    public void A_silent_silo_is_suspected_within_the_time_given(int seconds)
    {
        var membership = new ClusterMembershipOptions();
        ClusterMembership.Configure(membership, new ClusterOptions { FailureDetectionSeconds = seconds });
        Assert.InRange(membership.MaxProbeTimeout.TotalSeconds * membership.NumMissedProbesLimit, 0.99 * seconds, 1.01 * seconds);
        Assert.InRange(membership.IAmAliveTablePublishTimeout.TotalSeconds * membership.NumMissedTableIAmAliveLimit, 0.99 * seconds, 1.01 * seconds);
        Assert.True(membership.MinProbeTimeout <= membership.ProbeTimeout && membership.ProbeTimeout <= membership.MaxProbeTimeout);
        Assert.True(membership.DeathVoteExpirationTimeout.TotalSeconds > seconds);
    }

    [Fact]
    public void A_port_that_is_taken_is_named()
    {
        using var taken = new TcpListener(IPAddress.Any, 0);
        taken.Start();
        var port = ((IPEndPoint)taken.LocalEndpoint).Port;
        var error = Assert.Throws<AreadException>(() => ClusterPorts.RequireFree(new ClusterOptions { GatewayPort = port }));
        Assert.Contains($"Port {port} cannot be listened on", error.Message);
        Assert.Contains("--set Cluster:GatewayPort=PORT", error.Message);
    }

    private static string Refused(ClusterOptions options) =>
        Assert.Throws<AreadException>(() => OptionsValidation.Check(options, ClusterOptions.Section)).Message;
}
