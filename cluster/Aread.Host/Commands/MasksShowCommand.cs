using System.CommandLine;
using Aread.Hemp;
using Aread.Host.Masks;
using Spectre.Console;

namespace Aread.Host.Commands;

/// <summary><c>aread masks show</c></summary>
internal sealed class MasksShowCommand(ProgramEnvironment environment)
{
    private readonly Argument<string> _domain = new("DOMAIN") { Description = "Name of the domain." };
    private readonly Option<string> _run = CommonOptions.Run();
    private readonly Option<string> _runs = CommonOptions.Runs();
    private readonly Option<bool> _json = CommonOptions.Json();

    public static Command Create(ProgramEnvironment environment) => new MasksShowCommand(environment).Build();

    private ExampledCommand Build()
    {
        var command = new ExampledCommand("show", "Draw a domain's mask: which experts feed which, and with what mean gate value.", "aread masks show --run first sports")
        {
            _domain, _run, _runs, _json,
        };
        command.SetAction(Show);
        return command;
    }

    private int Show(ParseResult arguments)
    {
        var masks = DomainMasks.Read(arguments.GetRequiredValue(_runs), arguments.GetRequiredValue(_run));
        var domain = masks.Find(arguments.GetRequiredValue(_domain));
        if (arguments.GetValue(_json)) JsonOutput.WriteDocument(environment.Output, domain with { History = [] });
        else if (masks.MaskOf(domain) is { } mask) Draw(domain, mask);
        else throw new AreadException($"Domain '{domain.Domain}' has no mask yet: it was not searched.");
        return ExitCode.Done;
    }

    private void Draw(DomainMaskReport domain, ExpertMask mask)
    {
        var searches = domain.History.Count == 1 ? "1 search" : $"{domain.History.Count} searches";
        environment.Console.WriteLine($"{domain.Domain}: {domain.TrainSamples:N0} train samples, {domain.AugmentedSamples:N0} augmented");
        environment.Console.WriteLine($"{mask.Edges} of {mask.Shape.Edges} edges kept ({mask.Density:P0}), {searches}");
        environment.Console.WriteLine();
        environment.Console.Write(new MaskDrawing(mask, domain.GateMeans));
        environment.Console.WriteLine(domain.GateMeans is null ? "No gate values were recorded." : "A kept edge shows its mean gate value, or a square where no gate leads; a dot is a pruned edge.");
    }
}
