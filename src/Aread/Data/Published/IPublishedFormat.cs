using Aread.Augmentation;

namespace Aread.Data.Published;

/// <summary>How the files of one published data set become rows.</summary>
internal interface IPublishedFormat
{
    /// <summary>As the command has it.</summary>
    string Name { get; }

    /// <summary>What its user asked for besides, as text: what steps leave depends on it. Empty if there is nothing to ask for.</summary>
    string Options => "";

    /// <summary>Null if the paper does not use the data set.</summary>
    PaperFigures? Paper { get; }

    /// <summary>As the authors augment it, for the figures that are held against the paper's.</summary>
    AugmentationOptions Augmentation => new();

    /// <summary>File names, in the order in which <see cref="Prepare"/> takes them.</summary>
    IReadOnlyList<string> Files { get; }

    /// <summary>Bytes that an import has on disk at once, by what was measured: see benchmarks/results. 0 if that is not known.</summary>
    /// <param name="inputs">One for each of <see cref="Files"/>.</param>
    long DiskNeeded(IReadOnlyList<InputFile> inputs) => 0;

    /// <summary>Does all steps of <paramref name="preparation"/>. What they leave is a function of the files and <see cref="Options"/> alone.</summary>
    /// <param name="inputs">One for each of <see cref="Files"/>.</param>
    /// <exception cref="AreadException">A file is damaged beyond what may be, or there is nothing to import.</exception>
    PreparedRows Prepare(IReadOnlyList<InputFile> inputs, Preparation preparation);
}
