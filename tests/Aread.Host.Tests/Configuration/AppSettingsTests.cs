using System.Text.Json;
using Aread.Distributed.Hosting;
using Aread.Host.Configuration;
using Aread.Host.Web;

namespace Aread.Host.Tests.Configuration;

public sealed class AppSettingsTests
{
    private static readonly string Shipped = Path.Combine(AppContext.BaseDirectory, "appsettings.json");

    [Fact]
    public void The_shipped_settings_file_holds_every_key()
    {
        var written = OptionSources.File(Shipped).Select(setting => setting.Path);
        Assert.Equal(OptionKeys.All.Select(key => key.Path), written);
    }

    [Fact]
    public void The_shipped_settings_file_holds_the_defaults()
    {
        var loaded = OptionsLoader.Load(OptionSources.File(Shipped));
        Assert.Equal(JsonSerializer.Serialize(new AreadOptions(), AreadJson.Indented), JsonSerializer.Serialize(loaded, AreadJson.Indented));
        Assert.Equal(new ClusterOptions(), OptionsLoader.LoadCluster(OptionSources.File(Shipped)));
        Assert.Equal(new WebOptions(), OptionsLoader.LoadWeb(OptionSources.File(Shipped)));
    }
}
