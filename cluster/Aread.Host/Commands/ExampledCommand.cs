using System.CommandLine;

namespace Aread.Host.Commands;

/// <summary>A command whose help ends with examples.</summary>
internal sealed class ExampledCommand(string name, string description, params string[] examples) : Command(name, description)
{
    public IReadOnlyList<string> Examples { get; } = examples;
}
