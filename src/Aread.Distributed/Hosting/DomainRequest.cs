using Aread.Training;

namespace Aread.Distributed.Hosting;

/// <summary>A change of a run's domains.</summary>
/// <param name="DataDirectory">A data set of the run's fields that holds the domain; for <see cref="DomainChangeKind.Add"/> and <see cref="DomainChangeKind.Append"/>.</param>
/// <param name="Epochs">How long a run that has finished is trained on; one that is under way goes on by its own schedule.</param>
/// <param name="Compute">How to compute, in this process.</param>
/// <param name="Torch">Where to compute, in this process.</param>
public sealed record DomainRequest(
    string Run, string RunsDirectory, DomainChangeKind Kind, string Domain, string? DataDirectory, int Epochs, ComputeOptions Compute, TorchOptions Torch);
