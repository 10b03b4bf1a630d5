using System.Globalization;
using System.Text.RegularExpressions;
using Aread.Augmentation;
using Aread.Data.Published;

namespace Aread.Host.DataReport;

/// <summary>How to train on a published data set with the options by which its authors augment it.</summary>
internal static partial class TrainAdvice
{
    public const string Heading = "Train with the authors' augmentation:";

    /// <summary>Nothing where the record does not have the authors' options. Lines are not broken, so that the command can be copied.</summary>
    public static void Write(ProgramEnvironment environment, string directory, PublishedRecord record)
    {
        if (Command(directory, record) is { } command) environment.Output.WriteLine($"{Heading}{Environment.NewLine}  {command}");
    }

    /// <summary>A command for a shell, over several lines if it has options that are not the default; null where the record does not have the authors'.</summary>
    public static string? Command(string directory, PublishedRecord record) => record.Augmentation is not { } augmentation ? null :
        string.Join($" \\{Environment.NewLine}    --set ", [$"aread train --data {Quoted(directory)} --run {record.Format}", .. Settings(augmentation)]);

    private static IEnumerable<string> Settings(AugmentationOptions options)
    {
        var standard = new AugmentationOptions();
        foreach (var option in typeof(AugmentationOptions).GetProperties())
            if (option.GetValue(options) is { } value && !value.Equals(option.GetValue(standard)))
                yield return string.Create(CultureInfo.InvariantCulture, $"Augmentation:{option.Name}={value}");
    }

    private static string Quoted(string path) => Plain().IsMatch(path) ? path : $"'{path.Replace("'", @"'\''", StringComparison.Ordinal)}'";

    [GeneratedRegex(@"\A[A-Za-z0-9_./-]+\z")]
    private static partial Regex Plain();
}
