using System.CommandLine;
using Aread.Training;

namespace Aread.Host.Commands;

/// <summary><c>aread domains</c> and what is under it.</summary>
internal static class DomainsCommand
{
    public static Command Create(ProgramEnvironment environment) =>
        new ExampledCommand("domains", "Let domains of a run come, go, rest and grow.", "aread domains add sports --data data/sports --run first", "aread domains list --run first")
        {
            new DomainChangeCommand(environment, DomainChangeKind.Add).Build(
                "Take a domain into a run. Its mask is searched from the present weights, then it is trained on. A run that is under way in a cluster takes it in at its next step; one that is not goes on with it.",
                "aread domains add sports --data data/sports --run first",
                "aread domains add sports --data data/sports --run first --no-training",
                "aread domains add sports --data /shared/sports --run first --connect"),
            new DomainChangeCommand(environment, DomainChangeKind.Append).Build(
                "Add samples to a domain of a run and train on.",
                "aread domains append sports --data data/may --run first --epochs 2"),
            new DomainChangeCommand(environment, DomainChangeKind.Remove).Build(
                "Take a domain out of a run: its samples, its mask and its row go, all else stays.",
                "aread domains remove sports --run first"),
            new DomainChangeCommand(environment, DomainChangeKind.Pause).Build(
                "Neither train on a domain nor search its mask, but go on scoring it.",
                "aread domains pause sports --run first"),
            new DomainChangeCommand(environment, DomainChangeKind.Resume).Build(
                "Train on a paused domain again.",
                "aread domains resume sports --run first"),
            DomainsListCommand.Create(environment),
        };
}
