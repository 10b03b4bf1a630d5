using Aread.Data.Import;

namespace Aread.Data.Published;

/// <summary>A step of preparation under way: where its files go, what it rejects, how far it is.</summary>
/// <param name="Files">They get their place together when the step is done.</param>
/// <param name="Rejects">Takes up damaged rows.</param>
/// <param name="Meter">Of the step.</param>
internal sealed record PreparationStep(StagedDirectory Files, RejectLog Rejects, ImportMeter Meter)
{
    /// <summary>Opens an input file, whose damaged lines the step rejects.</summary>
    /// <exception cref="DataFormatException">The file cannot be read, or is empty.</exception>
    public InputLines Read(InputFile file) => new(file, Rejects.For(file));
}
