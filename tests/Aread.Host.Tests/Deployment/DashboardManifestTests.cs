using Aread.Host.Configuration;
using Aread.Host.Web;
using Aread.Testing;
using YamlDotNet.RepresentationModel;

namespace Aread.Host.Tests.Deployment;

/// <summary>The dashboard in Kubernetes: who may log in, who reaches it, whom it reaches.</summary>
public sealed class DashboardManifestTests
{
    private static readonly YamlMappingNode Deployment = Manifest("dashboard.yaml").Single(document => document.At("kind")!.Text() == "Deployment");
    private static readonly YamlNode Pod = Deployment.At("spec", "template", "spec")!;
    private static readonly YamlNode Container = Items(Pod, "containers").Single();

    [Fact]
    public void Its_tokens_are_a_file_of_a_secret_whose_changes_arrive()
    {
        var file = Items(Container, "env").Single(variable => variable.At("name")!.Text() == "AREAD_Web__TokenFile").At("value")!.Text();
        var mount = Items(Container, "volumeMounts").Single(mount => mount.At("mountPath")!.Text() == Path.GetDirectoryName(file));
        Assert.Equal(("true", null), (mount.At("readOnly")!.Text(), mount.At("subPath")));
        var secret = Items(Pod, "volumes").Single(volume => volume.At("name")!.Text() == mount.At("name")!.Text()).At("secret", "secretName")!.Text();
        var example = Manifest("secret.example.yaml").Single(document => document.At("metadata", "name")!.Text() == secret).At("stringData", Path.GetFileName(file))!.Text();
        using var directory = new TemporaryDirectory();
        var tokens = directory.Write("tokens", example.Replace("CHANGE-ME", "0123456789abcdef", StringComparison.Ordinal));
        Assert.NotNull(AccessTokens.Load(new WebOptions { TokenFile = tokens }).Find("0123456789abcdef"));
        Assert.Equal([AccessRole.Operate, AccessRole.Read, AccessRole.Scrape], example.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => line.Split(' ')[0]));
        Assert.Contains("16 characters or more", Assert.Throws<AreadException>(() => AccessTokens.Load(new WebOptions { TokenFile = directory.Write("example", example) })).Message);
    }

    [Fact]
    public void It_is_one_process_and_ends_before_the_next_begins() =>
        Assert.Equal(("1", "Recreate"), (Deployment.At("spec", "replicas")!.Text(), Deployment.At("spec", "strategy", "type")!.Text()));

    [Fact]
    public void Its_service_leads_to_the_port_that_it_serves_on()
    {
        var service = Manifest("dashboard.yaml").Single(document => document.At("kind")!.Text() == "Service");
        Assert.Equal(Labels(Deployment.At("spec", "template", "metadata", "labels")!), Labels(service.At("spec", "selector")!));
        Assert.Equal(Labels(Deployment.At("spec", "selector", "matchLabels")!), Labels(service.At("spec", "selector")!));
        var port = Items(Container, "ports").Single(port => port.At("name")!.Text() == Items(service.At("spec")!, "ports").Single().At("targetPort")!.Text());
        var settings = OptionsLoader.LoadWeb(OptionSources.Environment(Manifest("settings.yaml").Single().At("data").Variables()));
        Assert.Equal($"{settings.Endpoint().Port}", port.At("containerPort")!.Text());
    }

    [Fact]
    public void Probes_ask_for_the_health_that_the_program_tells()
    {
        (string Probe, string Path)[] expected = [("startupProbe", HealthEndpoints.Startup), ("readinessProbe", HealthEndpoints.Ready), ("livenessProbe", HealthEndpoints.Live)];
        Assert.All(expected, probe => Assert.Equal((probe.Path, "http"), (Container.At(probe.Probe, "httpGet", "path")!.Text(), Container.At(probe.Probe, "httpGet", "port")!.Text())));
    }

    [Fact]
    public void It_may_do_no_more_than_a_silo_and_has_bounds()
    {
        var silo = Manifest("silos-cpu.yaml").Single().At("spec", "template", "spec")!;
        Assert.Equal(silo.At("securityContext"), Pod.At("securityContext"));
        Assert.Equal(Items(silo, "containers").Single().At("securityContext"), Container.At("securityContext"));
        Assert.Equal("false", Pod.At("automountServiceAccountToken")!.Text());
        Assert.All(["requests", "limits"], bound => Assert.NotNull(Container.At("resources", bound, "memory")));
    }

    [Fact]
    public void It_reaches_the_gateways_of_silos_and_an_ingress_and_Prometheus_alone_reach_it()
    {
        var dashboard = Labels(Deployment.At("spec", "selector", "matchLabels")!);
        var gateways = Items(Policy("silos").At("spec")!, "ingress").Single(rule => Items(rule, "ports").Any(port => port.At("port")!.Text() == "30000"));
        Assert.Contains(Items(gateways, "from"), from => Labels(from.At("podSelector", "matchLabels")!).SequenceEqual(dashboard));
        var own = Policy("dashboard");
        Assert.Equal(dashboard, Labels(own.At("spec", "podSelector", "matchLabels")!));
        var rule = Items(own.At("spec")!, "ingress").Single();
        Assert.Equal("8080", Items(rule, "ports").Single().At("port")!.Text());
        Assert.Equal(["ingress-nginx", "monitoring"], Items(rule, "from").Select(from => from.At("namespaceSelector", "matchLabels", "kubernetes.io/metadata.name")!.Text()));
    }

    private static YamlMappingNode Policy(string name) => Manifest("network-policy.yaml").Single(document => document.At("metadata", "name")!.Text() == name);

    private static IEnumerable<YamlMappingNode> Manifest(string name) => DeploymentFiles.Read(Path.Combine(DeploymentFiles.Kubernetes, name));

    private static IEnumerable<YamlNode> Items(YamlNode node, string key) => (YamlSequenceNode)node.At(key)!;

    private static IEnumerable<(string, string)> Labels(YamlNode map) => ((YamlMappingNode)map).Select(pair => (pair.Key.Text(), pair.Value.Text())).Order();
}
