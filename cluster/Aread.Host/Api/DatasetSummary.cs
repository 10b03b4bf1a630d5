namespace Aread.Host.Api;

/// <summary>A data set in short.</summary>
/// <param name="Name">Where it is in the directory of the data sets.</param>
/// <param name="Title">The name that it gives itself; null for one that is damaged.</param>
/// <param name="Reason">What is damaged.</param>
internal sealed record DatasetSummary(string Name, string? Title, int Domains, int Fields, long TrainSamples, long ValidSamples, long TestSamples, string? Reason);
