namespace Aread.Host.Api;

/// <summary>Samples to add to a domain of a run.</summary>
/// <param name="Data">Name of a data set that holds the domain, made with the schema of the run's.</param>
/// <param name="Epochs">To train on for, where the run has finished.</param>
internal sealed record AppendSamplesRequest(string Data, int Epochs = 1);
