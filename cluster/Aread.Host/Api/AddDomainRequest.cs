namespace Aread.Host.Api;

/// <summary>A domain to take into a run.</summary>
/// <param name="Domain">Its name.</param>
/// <param name="Data">Name of a data set that holds it, made with the schema of the run's.</param>
/// <param name="Epochs">To train on for, where the run has finished; 0: only its mask is searched.</param>
internal sealed record AddDomainRequest(string Domain, string Data, int Epochs = 1);
