namespace Aread.Data.Published;

/// <summary>The contents of <c>preparation.json</c>: files of finished steps are good for an import of which all of this is the same.</summary>
/// <param name="Format">Which published data set.</param>
/// <param name="Options">See <see cref="IPublishedFormat.Options"/>.</param>
/// <param name="Version">Of the program.</param>
internal sealed record PreparationRecord(string Format, string Options, string Version, IReadOnlyList<InputFile> Inputs);
