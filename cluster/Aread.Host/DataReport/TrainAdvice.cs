using System.Globalization;
using Aread.Augmentation;
using Aread.Data.Published;

namespace Aread.Host.DataReport;

/// <summary>How to train on a published data set with the options by which its authors augment it.</summary>
internal static class TrainAdvice
{
    public const string Heading = "Train with the authors' augmentation:";

    /// <summary>A command for a shell, over several lines if it has options that are not the default.</summary>
    public static string Command(string directory, PublishedRecord record) =>
        string.Join($" \\{Environment.NewLine}    --set ", [$"aread train --data {Quoted(directory)} --run {record.Format}", .. Settings(record.Augmentation ?? new AugmentationOptions())]);

    private static IEnumerable<string> Settings(AugmentationOptions options)
    {
        var standard = new AugmentationOptions();
        foreach (var option in typeof(AugmentationOptions).GetProperties())
            if (option.GetValue(options) is { } value && !value.Equals(option.GetValue(standard)))
                yield return string.Create(CultureInfo.InvariantCulture, $"Augmentation:{option.Name}={value}");
    }

    private static string Quoted(string path) => path.Any(char.IsWhiteSpace) ? $"\"{path}\"" : path;
}
