using System.CommandLine;
using Aread.Distributed.Hosting;
using Aread.Host.Web;

namespace Aread.Host.Configuration;

/// <summary>The argument that sets options, and what it comes to together with files and environment.</summary>
internal sealed class RunOptions(string description)
{
    private readonly Option<string[]> _set = new("--set")
    {
        Description = description,
        HelpName = "Section:Key=value",
        Arity = ArgumentArity.OneOrMore,
    };

    public void AddTo(Command command) => command.Add(_set);

    /// <summary>What holds without arguments: defaults, then settings files, then environment.</summary>
    public static AreadOptions Load(ProgramEnvironment environment) => OptionsLoader.Load(Settings(environment));

    /// <summary>These options, with this command's arguments over them.</summary>
    /// <exception cref="AreadException">An argument sets what is unknown, outside <paramref name="scope"/> or secret, or cannot have that value.</exception>
    public AreadOptions Apply(ParseResult arguments, AreadOptions options, OptionScope scope) => OptionsLoader.Apply(options, Arguments(arguments, scope));

    /// <summary>The cluster that defaults, files, environment and this command's arguments come to. Checked.</summary>
    /// <exception cref="AreadException">See <see cref="Apply"/>; or an option of the cluster cannot be used.</exception>
    public ClusterOptions Cluster(ParseResult arguments, ProgramEnvironment environment, OptionScope scope)
    {
        var cluster = OptionsLoader.LoadCluster([.. Settings(environment), .. Arguments(arguments, scope)]);
        OptionsValidation.Check(cluster, ClusterOptions.Section);
        return cluster;
    }

    /// <summary>What is served over HTTP, as <see cref="Cluster"/>. Checked, but for the address.</summary>
    /// <exception cref="AreadException">See <see cref="Apply"/>; or an option cannot be used.</exception>
    public WebOptions Web(ParseResult arguments, ProgramEnvironment environment, OptionScope scope)
    {
        var web = OptionsLoader.LoadWeb([.. Settings(environment), .. Arguments(arguments, scope)]);
        OptionsValidation.Check(web, WebOptions.Section);
        return web;
    }

    /// <summary>Whether environment or arguments set a key. Files do not count: the one beside the program sets them all.</summary>
    public bool Sets(ParseResult arguments, ProgramEnvironment environment, string path) =>
        OptionSources.Environment(environment.Variables).Concat(OptionSources.Arguments(arguments.GetValue(_set) ?? []))
            .Any(setting => setting.Path.Equals(path, StringComparison.OrdinalIgnoreCase));

    private static IEnumerable<OptionSetting> Settings(ProgramEnvironment environment) =>
        [.. environment.SettingsFiles.SelectMany(OptionSources.File), .. OptionSources.Environment(environment.Variables)];

    private List<OptionSetting> Arguments(ParseResult arguments, OptionScope scope)
    {
        var settings = OptionSources.Arguments(arguments.GetValue(_set) ?? []).ToList();
        scope.Check(settings);
        foreach (var setting in settings)
        {
            if (OptionKeys.Find(setting.Path) is { IsSecret: true } key)
                throw new AreadException($"--set {key.Path}: others on this machine can read arguments. Set the environment variable AREAD_{key.Section}__{key.Name}, or write it into a file: appsettings.json, or for tokens the one that {WebOptions.Section}:{nameof(WebOptions.TokenFile)} names.");
        }
        return settings;
    }
}
