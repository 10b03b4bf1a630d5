using Aread.Data;
using Aread.Host.Progress;
using Spectre.Console;

namespace Aread.Host;

/// <summary>What a data set holds, in short.</summary>
internal static class DatasetView
{
    /// <param name="json">Print the manifest instead.</param>
    public static void Write(ProgramEnvironment environment, Dataset dataset, bool json)
    {
        if (json)
        {
            JsonOutput.WriteDocument(environment.Output, dataset.Manifest);
            return;
        }
        var table = Tables.Create("", "samples", "positives");
        foreach (var split in Enum.GetValues<Split>())
        {
            var partitions = dataset.Manifest.Domains.Select(domain => domain.Partition(split)).ToArray();
            table.AddText(split.ToString().ToLowerInvariant(), Figures.Count(partitions.Sum(partition => partition.Samples)), Figures.Count(partitions.Sum(partition => partition.Positives)));
        }
        environment.Console.WriteLine($"{dataset.Manifest.Name}: {dataset.Manifest.Domains.Count} domains, {dataset.Manifest.Fields.Count} fields");
        environment.Console.Write(table);
        environment.Console.WriteLine($"Data: {dataset.Directory}");
    }
}
