using System;
using System.IO;
using Microsoft.Build.Framework;
using Microsoft.Build.Utilities;

namespace Aread.Next;

/// <summary>
/// Writes contracts as a next version might have them: each grain interface has a higher version, what goes to a domain for each step has a member
/// more, and so has what the coordinator tells of a run.
/// </summary>
/// <remarks>Compiled by MSBuild.</remarks>
public sealed class NextContracts : Task
{
    private const string Member = "\n{\n    [Id(100)]\n    public string Note { get; init; } = \"of a newer program\";\n}\n";

    private static readonly (string File, string Old, string New)[] Changes =
    [
        ("ICoordinatorGrain.cs", "[Version(1)]", "[Version(2)]"),
        ("IDomainGrain.cs", "[Version(1)]", "[Version(2)]"),
        ("IEmbeddingShardGrain.cs", "[Version(1)]", "[Version(2)]"),
        ("IParcelSender.cs", "[Version(1)]", "[Version(2)]"),
        ("IRunPartGrain.cs", "[Version(1)]", "[Version(2)]"),
        ("IRunRegistryGrain.cs", "[Version(1)]", "[Version(2)]"),
        ("ITrainingJobGrain.cs", "[Version(1)]", "[Version(2)]"),
        ("StepRequest.cs", " : WireRecord;", " : WireRecord" + Member),
        ("EventBatch.cs", " : WireRecord;", " : WireRecord" + Member),
    ];

    [Required]
    public ITaskItem[] Sources { get; set; } = [];

    [Required]
    public string Folder { get; set; } = "";

    public override bool Execute()
    {
        Directory.CreateDirectory(Folder);
        foreach (var source in Sources)
        {
            var (path, name) = (source.GetMetadata("FullPath"), Path.GetFileName(source.ItemSpec));
            var text = File.ReadAllText(path);
            foreach (var change in Array.FindAll(Changes, change => change.File == name))
            {
                if (!text.Contains(change.Old)) Log.LogError("{0} has no '{1}', which the next version would change. See {2}.", name, change.Old, nameof(NextContracts));
                text = text.Replace(change.Old, change.New);
            }
            var target = Path.Combine(Folder, name);
            if (!File.Exists(target) || File.ReadAllText(target) != text) File.WriteAllText(target, text);
        }
        return !Log.HasLoggedErrors;
    }
}
