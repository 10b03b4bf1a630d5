using Aread.Distributed.Exports;
using Aread.Serving;

namespace Aread.Host.Serving;

/// <summary>The model that is served.</summary>
/// <param name="Checkpoint">Its SHA-256.</param>
/// <param name="Inputs">What every sample must name.</param>
/// <param name="DomainAuc">In the run's last evaluation, of <paramref name="Split"/>.</param>
internal sealed record ModelDetail(
    string Run,
    long Step,
    string Checkpoint,
    string Dataset,
    IReadOnlyList<string> Inputs,
    IReadOnlyList<ServedField> Fields,
    IReadOnlyList<ServedSequence> Sequences,
    string? Split,
    double? DomainAuc)
{
    public static ModelDetail Of(ExportManifest manifest) => new(
        manifest.Run, manifest.Step, manifest.Checkpoint, manifest.Dataset, manifest.Features.Inputs(), manifest.Features.Fields, manifest.Features.Sequences,
        manifest.Metrics?.Split, manifest.Metrics?.DomainAuc);
}
