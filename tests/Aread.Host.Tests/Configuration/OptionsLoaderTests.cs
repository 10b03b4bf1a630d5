using Aread.Distributed.Hosting;
using Aread.Hei;
using Aread.Host.Configuration;
using Aread.Testing;

namespace Aread.Host.Tests.Configuration;

public sealed class OptionsLoaderTests
{
    [Fact]
    public void Later_layers_win()
    {
        using var directory = new TemporaryDirectory();
        var weak = directory.Write("weak.json", """{ "Training": { "BatchSize": 1, "Seed": 7, "Patience": 9 } }""");
        var strong = directory.Write("strong.json", """{ "Training": { "BatchSize": 2, "Seed": 8 } } // a comment""");
        var variables = new Dictionary<string, string> { ["AREAD_Training__BatchSize"] = "3", ["PATH"] = "/bin" };
        var options = OptionsLoader.Load([.. OptionSources.File(weak), .. OptionSources.File(strong), .. OptionSources.Environment(variables), .. OptionSources.Arguments(["Training:BatchSize=4"])]);
        Assert.Equal((4, 8L, 9), (options.Training.BatchSize, options.Training.Seed, options.Training.Patience));
    }

    [Fact]
    public void Every_kind_of_value_is_read()
    {
        var options = Set("Hei:Experts=4, 8", "Hemp:Enabled=False", "hei:normalization=layer", "Training:L2=1e-4", "TRAINING:SEED=-3", "Torch:LibraryPath=/opt/torch=1");
        Assert.Equal([4, 8], options.Hei.Experts);
        Assert.False(options.Hemp.Enabled);
        Assert.Equal(Normalization.Layer, options.Hei.Normalization);
        Assert.Equal(1e-4, options.Training.L2);
        Assert.Equal(-3, options.Training.Seed);
        Assert.Equal("/opt/torch=1", options.Torch.LibraryPath);
    }

    [Fact]
    public void Every_key_reads_its_own_default()
    {
        foreach (var key in OptionKeys.All)
        {
            var text = key.Default is IEnumerable<int> list ? string.Join(',', list) : Convert.ToString(key.Default, System.Globalization.CultureInfo.InvariantCulture)!;
            var options = Set($"{key.Path}={text}");
            Assert.Equivalent(new AreadOptions(), options);
            Assert.Equal(new ClusterOptions(), OptionsLoader.LoadCluster(OptionSources.Arguments([$"{key.Path}={text}"])));
        }
    }

    [Fact]
    public void A_cluster_is_no_part_of_a_run()
    {
        string[] set = ["Cluster:Provider=redis", "Cluster:ConnectionString=cache:6379,password=secret", "Cluster:Role=gpu", "Training:Seed=2"];
        var cluster = OptionsLoader.LoadCluster(OptionSources.Arguments(set));
        Assert.Equal((ClusterProvider.Redis, "cache:6379,password=secret", SiloRole.Gpu), (cluster.Provider, cluster.ConnectionString, cluster.Role));
        Assert.DoesNotContain("secret", AreadJson.Write(Set(set)));
    }

    [Theory]
    [InlineData("Training:Batchsizes=2", "--set: there is no option 'Training:Batchsizes'. The nearest is Training:BatchSize")]
    [InlineData("Trainig:Seed=2", "--set: there is no option 'Trainig:Seed'. The nearest is Training:Seed")]
    [InlineData("Seed=2", "no section of options 'Seed'")]
    [InlineData("Training:BatchSize=many", "--set: Training:BatchSize is 'many', but must be a whole number from 2 to 10000000.")]
    [InlineData("Training:BatchSize=99999999999", "Training:BatchSize is '99999999999', but must be a whole number")]
    [InlineData("Training:LearningRate=NaN", "--set: Training:LearningRate is 'NaN', but must be a number from 1E-08 to 1.")]
    [InlineData("Training:L2=-Infinity", "Training:L2 is '-Infinity', but must be a number from 0 to 1.")]
    [InlineData("Hei:Embed=8", "The nearest is Hei:EmbeddingSize")]
    [InlineData("Hei:Experts=3,six", "Hei:Experts is '3,six', but must be a list of whole numbers")]
    [InlineData("Hemp:Enabled=maybe", "must be true or false")]
    [InlineData("Hei:Normalization=1", "must be one of Batch, Layer, None")]
    [InlineData("Training:Seed", "write --set Section:Key=value")]
    public void What_cannot_be_read_is_named(string assignment, string message) =>
        Assert.Contains(message, Assert.Throws<AreadException>(() => Set(assignment)).Message);

    [Theory]
    [InlineData("AREAD_Training__Batch", "environment variable AREAD_Training__Batch: there is no option 'Training:Batch'")]
    [InlineData("AREAD_Torsch__Device", "The nearest is Torch:Device")]
    [InlineData("AREAD_Training_BatchSize", "two underscores")]
    public void A_variable_that_is_no_option_is_named(string variable, string message)
    {
        var variables = new Dictionary<string, string> { [variable] = "2" };
        Assert.Contains(message, Assert.Throws<AreadException>(() => OptionsLoader.Load(OptionSources.Environment(variables))).Message);
    }

    [Fact]
    public void Variables_of_other_programs_are_let_be() =>
        Assert.Empty(OptionSources.Environment(new Dictionary<string, string> { ["AREAD_FIXTURES"] = "/tmp", ["HOME"] = "/root" }));

    [Theory]
    [InlineData("""{ "Training": { "Batch": 2 } }""", "there is no option 'Training:Batch'")]
    [InlineData("""{ "Logging": { "Level": "All" } }""", "there is no section of options 'Logging'")]
    [InlineData("""{ "Training": 3 }""", "there is no section of options 'Training'")]
    [InlineData("""{ "Training": { "Seed": 1, "Seed": 2 } }""", "not valid JSON")]
    [InlineData("""{ "Training": """, "not valid JSON")]
    [InlineData("""[1]""", "an object of sections is expected")]
    [InlineData("""{ "Training": { "BatchSize": 2.5 } }""", "Training:BatchSize is '2.5'")]
    [InlineData("""{ "Training": { "BatchSize": null } }""", "Training:BatchSize is ''")]
    public void A_settings_file_that_cannot_be_used_is_named(string text, string message)
    {
        using var directory = new TemporaryDirectory();
        var file = directory.Write("appsettings.json", text);
        var error = Assert.Throws<AreadException>(() => OptionsLoader.Load(OptionSources.File(file)));
        Assert.StartsWith(file, error.Message);
        Assert.Contains(message, error.Message);
    }

    [Fact]
    public void A_missing_settings_file_is_no_error() => Assert.Empty(OptionSources.File("/nowhere/appsettings.json"));

    private static AreadOptions Set(params string[] assignments) => OptionsLoader.Load(OptionSources.Arguments(assignments));
}
