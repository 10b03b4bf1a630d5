using System.CommandLine;
using System.CommandLine.Help;

namespace Aread.Host.Commands;

/// <summary>The command tree.</summary>
internal static class AreadCommand
{
    private const int WidestHelp = 100;

    public static RootCommand Create(ProgramEnvironment environment)
    {
        var root = new RootCommand("Trains AREAD, a recommender for dozens to hundreds of domains, and shows what it found.")
        {
            QuickstartCommand.Create(environment),
            SynthesizeCommand.Create(environment),
            ImportCommand.Create(environment),
            DataCommand.Create(environment),
            TrainCommand.Create(environment),
            EvaluateCommand.Create(environment),
            ExportCommand.Create(environment),
            ServeCommand.Create(environment),
            CompareCommand.Create(environment),
            PreclusterCommand.Create(environment),
            AblateCommand.Create(environment),
            StudyCommand.Create(environment),
            TuneCommand.Create(environment),
            RunsCommand.Create(environment),
            DomainsCommand.Create(environment),
            MasksCommand.Create(environment),
            SiloCommand.Create(environment),
            DashboardCommand.Create(environment),
            ClusterCommand.Create(environment),
        };
        var help = root.Options.OfType<HelpOption>().Single();
        var plain = (HelpAction)help.Action!;
        plain.MaxWidth = Math.Min(WidestHelp, environment.Console.Profile.Width);
        help.Action = new HelpWithExamples(plain, ["aread quickstart", "aread train --data data/shop --run first", "aread masks overlap --run first"]);
        return root;
    }
}
