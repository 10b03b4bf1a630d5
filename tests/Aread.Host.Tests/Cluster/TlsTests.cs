using Aread.Distributed.Hosting;
using Aread.Testing;

namespace Aread.Host.Tests.Cluster;

/// <summary>A cluster whose silos and clients show certificates.</summary>
[Collection(nameof(RunsInClusters))]
public sealed class TlsTests
{
    /// <summary>Far more than it takes; a connection that hangs fails its test.</summary>
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(3);

    [Fact]
    public async Task Silos_and_clients_with_certificates_train_together_and_others_are_kept_out()
    {
        await using var cluster = await ClusterSetting.StartAsync(ClusterProvider.Localhost);
        var runs = await SmallRuns.CreateAsync(cluster);
        var alone = await runs.TrainAloneAsync("alone");
        var ours = new TestAuthority(cluster.Directory.Path, "ours");
        var foreign = new TestAuthority(cluster.Directory.Path, "foreign");

        Use(cluster, ours.Issue("silo-1", password: "not to be seen"));
        await using var first = await cluster.StartSiloAsync();
        Use(cluster, ours.Issue("silo-2"));
        await using var second = await cluster.StartSiloAsync();
        Use(cluster, ours.Issue("client"));
        Assert.Equal(alone, await runs.TrainAsync("first"));

        Use(cluster, foreign.Issue("stranger"));
        await RefusedAsync(cluster);
        Use(cluster, null);
        await RefusedAsync(cluster);
        // A process of its own: one that is declared dead before it gives up ends itself at once.
        var stranger = await Assert.ThrowsAsync<InvalidOperationException>(() => cluster.StartSiloAsync()).WaitAsync(Limit, TestContext.Current.CancellationToken);
        Assert.Matches("This silo cannot reach every silo of cluster 'aread'|I have been told I am dead", stranger.Message);

        // Those inside are as well as before.
        Use(cluster, ours.Issue("client-2"));
        Assert.Equal(alone, await runs.TrainAsync("second"));
        Assert.DoesNotContain("not to be seen", (await first.StopAsync()).Log, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Certificates_that_cannot_be_used_are_named()
    {
        await using var cluster = await ClusterSetting.StartAsync(ClusterProvider.Localhost);
        var (ours, foreign) = (new TestAuthority(cluster.Directory.Path, "ours"), new TestAuthority(cluster.Directory.Path, "foreign"));
        var good = ours.Issue("silo");

        await FailsAsync(cluster, good with { Key = null }, "Cluster:TlsKey", "all three files are needed for TLS, or none");
        await FailsAsync(cluster, good with { Authority = null }, "Cluster:TlsAuthority", "all three files are needed for TLS, or none");
        await FailsAsync(cluster, good with { Certificate = cluster.Directory["none.pem"] }, "Cluster:TlsCertificate = ", "none.pem: this cannot be used for TLS");
        await FailsAsync(cluster, good with { Key = ours.Issue("other").Key }, "Cluster:TlsCertificate = ", "this cannot be used for TLS");
        await FailsAsync(cluster, good with { Authority = cluster.Directory.Write("text.pem", "no certificate") }, "Cluster:TlsAuthority = ", "There is no certificate in it");
        await FailsAsync(cluster, good with { Authority = foreign.Path }, "Cluster:TlsCertificate = ", "the others would not let it in");
        await FailsAsync(cluster, ours.Issue("late", isExpired: true), "Cluster:TlsCertificate = ", "the others would not let it in");
        await FailsAsync(cluster, ours.Issue("locked", password: "right") with { Password = "wrong-one" }, "Cluster:TlsCertificate = ", "this cannot be used for TLS");
    }

    [Fact]
    public async Task The_password_of_a_key_is_no_argument()
    {
        var run = await ProgramRun.Of("silo", "--set", "Cluster:TlsKeyPassword=not-to-be-seen");
        Assert.Equal(ExitCode.UserError, run.Code);
        Assert.Contains("Set the environment variable AREAD_Cluster__TlsKeyPassword", run.Errors);
        Assert.DoesNotContain("not-to-be-seen", run.Errors);
    }

    private static async Task FailsAsync(ClusterSetting cluster, TestCertificate certificate, params string[] messages)
    {
        Use(cluster, certificate);
        var run = await cluster.RunAsync("silo", "--lanes", "1").WaitAsync(Limit, TestContext.Current.CancellationToken);
        Assert.Equal(ExitCode.UserError, run.Code);
        Assert.All(messages, message => Assert.Contains(message, run.Errors));
        Assert.DoesNotContain("wrong-one", run.Errors);
    }

    private static async Task RefusedAsync(ClusterSetting cluster)
    {
        var run = await cluster.RunAsync("runs", "list", "--connect").WaitAsync(Limit, TestContext.Current.CancellationToken);
        Assert.Equal(ExitCode.UserError, run.Code);
        Assert.Contains("No silo of cluster 'aread'", run.Errors);
    }

    private static void Use(ClusterSetting cluster, TestCertificate? certificate)
    {
        cluster.Set(nameof(ClusterOptions.TlsCertificate), certificate?.Certificate ?? "");
        cluster.Set(nameof(ClusterOptions.TlsKey), certificate?.Key ?? "");
        cluster.Set(nameof(ClusterOptions.TlsKeyPassword), certificate?.Password ?? "");
        cluster.Set(nameof(ClusterOptions.TlsAuthority), certificate?.Authority ?? "");
    }
}
