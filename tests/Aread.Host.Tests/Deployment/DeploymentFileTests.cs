using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;
using Aread.Distributed.Hosting;
using Aread.Host.Commands;
using Aread.Host.Configuration;
using Aread.Host.Telemetry;
using Aread.Host.Tests.Web;
using Aread.Host.Web;
using Aread.Testing;
using YamlDotNet.RepresentationModel;

namespace Aread.Host.Tests.Deployment;

/// <summary>What the files of <c>cluster</c> say about the program and about each other is so.</summary>
public sealed partial class DeploymentFileTests
{
    private const int SiloPort = 11111;
    private const int GatewayPort = 30000;
    private const int HttpPort = 8080;

    public static TheoryData<string> Files => [.. DeploymentFiles.Manifests.Append(DeploymentFiles.Compose)];

    [Theory]
    [MemberData(nameof(Files))]
    public void Every_variable_of_the_program_is_an_option(string file)
    {
        var names = DeploymentFiles.Read(file).SelectMany(document => document.AllTexts()).Where(DeploymentFiles.IsVariable).ToHashSet();
        var settings = OptionSources.Environment(names.ToDictionary(name => name, _ => ""));
        Assert.All(settings, setting => Assert.NotNull(OptionKeys.Find(setting.Path)));
        Assert.Equal(names.Count, settings.Count());
    }

    [Fact]
    public void The_environments_make_a_cluster_in_Redis_on_the_standard_ports()
    {
        var compose = DeploymentFiles.Read(DeploymentFiles.Compose).Single();
        var settings = Manifest("settings.yaml").Single().At("data").Variables();
        var secret = Manifest("secret.example.yaml").Single(document => document.At("metadata", "name")!.Text() == "aread-store").At("stringData").Variables();
        ClusterOptions[] clusters =
        [
            DeploymentFiles.ClusterOf(compose.At("services", "silo", "environment").Variables()),
            DeploymentFiles.ClusterOf(compose.At("services", "train", "environment").Variables()),
            DeploymentFiles.ClusterOf(settings.Concat(secret).ToDictionary()),
        ];
        Assert.All(clusters, cluster => Assert.Equal(ClusterProvider.Redis, cluster.Provider));
        Assert.All(clusters, cluster => Assert.Equal((SiloPort, GatewayPort), (cluster.SiloPort, cluster.GatewayPort)));
        Assert.All(clusters, cluster => Assert.StartsWith("redis:6379", cluster.ConnectionString));
    }

    [Fact]
    public void Ports_are_the_same_everywhere()
    {
        string[] expected = [$"{SiloPort}", $"{GatewayPort}", $"{HttpPort}"];
        Assert.Equal(expected, DeploymentFiles.Instructions("EXPOSE").Single());
        Assert.Equal(expected, DeploymentFiles.Read(DeploymentFiles.Compose).Single().At("services", "silo", "expose").Texts());
        Assert.Equal(2, Silos().Length);
        Assert.All(Silos(), silo => Assert.Equal(expected, ((YamlSequenceNode)silo.At("ports")!).Select(port => port.At("containerPort")!.Text())));
        var policy = Manifest("network-policy.yaml").Single(document => document.At("metadata", "name")!.Text() == "silos");
        Assert.Equal(expected, from rule in (YamlSequenceNode)policy.At("spec", "ingress")!
                               from port in (YamlSequenceNode)rule.At("ports")!
                               select port.At("port")!.Text());
    }

    [Fact]
    public void Every_command_is_one_the_program_takes()
    {
        var compose = DeploymentFiles.Read(DeploymentFiles.Compose).Single();
        string[][] commands =
        [
            compose.At("services", "silo", "command").Texts(),
            compose.At("services", "train", "command").Texts(),
            .. DeploymentFiles.Containers().Select(container => container.At("args").Texts()),
        ];
        using var log = new ProgramLog();
        var root = AreadCommand.Create(ProgramRun.EnvironmentOf(new ScriptedEngine(), new ProgramSetting(), TextWriter.Null, TextWriter.Null, log));
        Assert.All(commands, command => Assert.Empty(root.Parse(command).Errors));
        Assert.Equal(["silo", "train", "dashboard", "silo", "silo", "train"], commands.Select(command => command[0]));
    }

    [Fact]
    public void Silos_and_clients_see_the_volumes_of_the_image_under_the_same_paths()
    {
        var line = DeploymentFiles.Dockerfile.Single(line => line.StartsWith("VOLUME ", StringComparison.Ordinal));
        string[] volumes = [.. Quoted().Matches(line).Select(match => match.Groups[1].Value)];
        Assert.Equal(["/data", "/runs"], volumes);
        var compose = DeploymentFiles.Read(DeploymentFiles.Compose).Single();
        foreach (var service in new[] { "silo", "train" }) Assert.Equal(["data:/data", "runs:/runs"], compose.At("services", service, "volumes").Texts());
        Assert.All(DeploymentFiles.Containers(), container =>
            Assert.Superset(volumes.ToHashSet(), ((YamlSequenceNode)container.At("volumeMounts")!).Select(mount => mount.At("mountPath")!.Text()).ToHashSet()));
    }

    [Fact]
    public void What_the_image_is_built_from_is_there_and_let_through()
    {
        var letThrough = File.ReadAllLines(Path.Combine(Repository.Root, ".dockerignore")).Where(line => line.StartsWith('!')).Select(line => line[1..]);
        string[] copied = [.. DeploymentFiles.Instructions("COPY").Where(words => !words[0].StartsWith("--", StringComparison.Ordinal)).SelectMany(words => words[..^1])];
        Assert.All(copied, path => Assert.True(Path.Exists(Path.Combine(Repository.Root, path)), path));
        Assert.Equal(letThrough.Order(), copied.Order());
        var publish = DeploymentFiles.Instructions("RUN").Single(words => words.Contains("publish"));
        Assert.True(Directory.Exists(Path.Combine(Repository.Root, publish[Array.IndexOf(publish, "publish") + 1])));
        var build = DeploymentFiles.Read(DeploymentFiles.Compose).Single().At("services", "silo", "build")!;
        var context = Path.GetFullPath(Path.Combine(DeploymentFiles.Cluster, build.At("context")!.Text()));
        Assert.Equal(Path.Combine(DeploymentFiles.Cluster, "Dockerfile"), Path.Combine(context, build.At("dockerfile")!.Text()));
    }

    [Theory]
    [InlineData("cpu")]
    [InlineData("cuda")]
    [InlineData("none")]
    public void Every_backend_of_the_build_has_an_image(string backend)
    {
        Assert.Contains(DeploymentFiles.Instructions("FROM"), words => words[^1] == $"base-{backend}");
        Assert.Contains(backend, File.ReadAllText(Path.Combine(Repository.Root, "eng", "Torch.targets")));
    }

    [Fact]
    public void Every_manifest_is_applied_or_an_example()
    {
        var kustomization = Manifest("kustomization.yaml").Single();
        var manifests = DeploymentFiles.Manifests.Select(path => Path.GetFileName(path))
            .Where(name => name is not ("kustomization.yaml" or "secret.yaml") && !name.EndsWith(".example.yaml", StringComparison.Ordinal));
        Assert.Equal(manifests, kustomization.At("resources").Texts().Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Every_silo_tells_the_address_of_its_pod()
    {
        var silos = Silos();
        Assert.Equal(2, silos.Length);
        Assert.All(silos, silo => Assert.Contains((YamlSequenceNode)silo.At("env")!, variable =>
            variable.At("name")!.Text() == "AREAD_Cluster__Address" && variable.At("valueFrom", "fieldRef", "fieldPath")?.Text() == "status.podIP"));
    }

    [Fact]
    public void Probes_ask_for_the_health_that_the_program_tells()
    {
        Assert.All(Silos(), silo =>
        {
            (string Probe, string Path)[] expected = [("startupProbe", HealthEndpoints.Startup), ("readinessProbe", HealthEndpoints.Ready), ("livenessProbe", HealthEndpoints.Live)];
            Assert.All(expected, probe => Assert.Equal((probe.Path, "http"), (silo.At(probe.Probe, "httpGet", "path")!.Text(), silo.At(probe.Probe, "httpGet", "port")!.Text())));
            // A silo that is busy must not be ended before the others find it dead.
            int Seconds(string key) => int.Parse(silo.At("livenessProbe", key)!.Text(), CultureInfo.InvariantCulture);
            Assert.True(Seconds("periodSeconds") * Seconds("failureThreshold") > 10 * new ClusterOptions().FailureDetectionSeconds);
        });
        var test = DeploymentFiles.Read(DeploymentFiles.Compose).Single().At("services", "silo", "healthcheck", "test").Texts()[^1];
        Assert.Contains($"/{HttpPort} && printf 'GET {HealthEndpoints.Ready} HTTP", test);
    }

    [Theory]
    [InlineData(true, 0)]
    [InlineData(false, 1)]
    public async Task The_health_check_of_compose_tells_whether_a_silo_is_ready(bool isReady, int code)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "It is for bash.");
        await using var server = await TestServer.StartAsync(health: new Health(() => true, () => isReady));
        var test = DeploymentFiles.Read(DeploymentFiles.Compose).Single().At("services", "silo", "healthcheck", "test").Texts();
        var command = test[^1].Replace("$$", "$", StringComparison.Ordinal).Replace($"{HttpPort}", $"{server.Address.Port}", StringComparison.Ordinal);
        using var bash = Process.Start("bash", ["-c", command]);
        await bash.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.Equal((code, "CMD bash -c"), (bash.ExitCode, string.Join(' ', test[..^1])));
    }

    [Fact]
    public void Silos_serve_over_HTTP_with_tokens_from_a_secret()
    {
        var settings = Manifest("settings.yaml").Single().At("data").Variables();
        var secrets = Manifest("secret.example.yaml").ToDictionary(secret => secret.At("metadata", "name")!.Text(), secret => secret.At("stringData")!);
        var web = OptionsLoader.LoadWeb(OptionSources.Environment(settings));
        Assert.Equal(($"0.0.0.0:{HttpPort}", "/runs", "/data", false), (web.Address, web.RunsDirectory, web.DataDirectory, web.AllowOpen));
        Assert.All(Silos(), silo =>
        {
            var references = ((YamlSequenceNode)silo.At("env")!).Where(variable => variable.At("valueFrom", "secretKeyRef") is not null).ToDictionary(
                variable => variable.At("name")!.Text(), variable => (Secret: variable.At("valueFrom", "secretKeyRef", "name")!.Text(), Key: variable.At("valueFrom", "secretKeyRef", "key")!.Text()));
            Assert.Superset(new HashSet<string> { "AREAD_Web__OperateToken", "AREAD_Web__ScrapeToken" }, references.Keys.ToHashSet());
            Assert.All(references.Values, reference => Assert.NotNull(secrets[reference.Secret].At(reference.Key)));
        });
        // No value of a secret stands in what is applied.
        Assert.DoesNotContain(settings.Keys, key => OptionKeys.Find(key["AREAD_".Length..].Replace("__", ":", StringComparison.Ordinal))!.IsSecret);
    }

    [Fact]
    public void Annotations_say_where_metrics_are()
    {
        var pods = DeploymentFiles.Manifests.SelectMany(DeploymentFiles.Read).Where(document => document.At("kind")!.Text() == "Deployment" && document.At("spec", "template", "metadata", "labels", "app.kubernetes.io/component")?.Text() is "silo" or "dashboard").ToArray();
        Assert.Equal(3, pods.Length);
        Assert.All(pods, pod => Assert.Equal(("true", $"{HttpPort}", MetricsEndpoint.Path), (Annotation(pod, "scrape"), Annotation(pod, "port"), Annotation(pod, "path"))));
        var prometheus = DeploymentFiles.Read(Path.Combine(DeploymentFiles.Cluster, "prometheus.yml")).Single();
        Assert.All(((YamlSequenceNode)prometheus.At("scrape_configs")!).SelectMany(job => ((YamlSequenceNode)job.At("static_configs")!).SelectMany(targets => targets.At("targets").Texts())),
            target => Assert.EndsWith($":{HttpPort}", target, StringComparison.Ordinal));

        static string Annotation(YamlNode pod, string name) => pod.At("spec", "template", "metadata", "annotations", $"prometheus.io/{name}")!.Text();
    }

    [Fact]
    public void Nobody_but_Prometheus_reaches_the_HTTP_of_silos()
    {
        var rules = (YamlSequenceNode)Manifest("network-policy.yaml").Single(document => document.At("metadata", "name")!.Text() == "silos").At("spec", "ingress")!;
        var http = rules.Single(rule => ((YamlSequenceNode)rule.At("ports")!).Any(port => port.At("port")!.Text() == $"{HttpPort}"));
        Assert.Equal("monitoring", ((YamlSequenceNode)http.At("from")!).Single().At("namespaceSelector", "matchLabels", "kubernetes.io/metadata.name")!.Text());
    }

    private static YamlNode[] Silos() => [.. DeploymentFiles.Containers().Where(container => container.At("name")!.Text() == "silo")];

    private static IEnumerable<YamlMappingNode> Manifest(string name) => DeploymentFiles.Read(Path.Combine(DeploymentFiles.Kubernetes, name));

    [GeneratedRegex("\"([^\"]+)\"")]
    private static partial Regex Quoted();
}
