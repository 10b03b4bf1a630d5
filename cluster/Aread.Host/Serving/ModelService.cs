using Aread.Data;
using Aread.Distributed.Compute;
using Aread.Distributed.Exports;
using Aread.Host.Api;
using Aread.Host.Web;
using Aread.Serving;
using Aread.Tensors;
using Microsoft.AspNetCore.Http;
using TorchSharp;

namespace Aread.Host.Serving;

/// <summary>A model that is ready to score what requests bring.</summary>
internal sealed class ModelService : IAsyncDisposable
{
    private readonly SampleEncoder _encoder;
    private readonly DeviceExecutor _lanes;
    private readonly Scorer _scorer;
    private readonly Dictionary<string, int> _domains;

    private ModelService(ExportedModel exported, DeviceExecutor lanes, Scorer scorer)
    {
        (Manifest, _lanes, _scorer) = (exported.Manifest, lanes, scorer);
        _encoder = new SampleEncoder(exported.Model.Schema, exported.Model.Vocabularies);
        _domains = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var (i, domain) in exported.Model.Schema.Domains.Index())
            foreach (var name in domain.Pooled.Prepend(domain.Name)) _domains.TryAdd(name, i);
    }

    public ExportManifest Manifest { get; }

    /// <summary>Takes the model up and scores a sample in each domain, so that the first request finds all of it in memory.</summary>
    /// <param name="torch">Where to compute.</param>
    public static async Task<ModelService> CreateAsync(ExportedModel exported, ComputeOptions compute, TorchOptions torch, CancellationToken cancellationToken)
    {
        var device = TorchRuntime.Load(torch);
        var lanes = new DeviceExecutor(compute, isShared: device.type == DeviceType.CUDA);
        Scorer? scorer = null;
        try
        {
            scorer = await Scorer.CreateAsync(exported.Model, lanes, device, cancellationToken);
            var columns = exported.Model.Layout.Shape.Features.Columns;
            for (var domain = 0; domain < exported.Model.Schema.Domains.Count; domain++)
                await scorer.ScoreAsync(domain, new SampleBlock(columns, new int[columns], new byte[1]), cancellationToken);
            return new ModelService(exported, lanes, scorer);
        }
        catch
        {
            await lanes.DisposeAsync();
            scorer?.Dispose();
            throw;
        }
    }

    /// <param name="name">Of a domain, or of one that is pooled in it.</param>
    /// <exception cref="ApiException">There is no such domain.</exception>
    /// <exception cref="SampleFault">A sample cannot be read.</exception>
    public async Task<ScoreReply> ScoreAsync(string name, IReadOnlyList<IReadOnlyDictionary<string, RawValue>> samples, CancellationToken cancellationToken)
    {
        if (!_domains.TryGetValue(name, out var domain))
            throw new ApiException(StatusCodes.Status404NotFound, $"There is no domain '{name}'.{RunCatalog.Near(name, _domains.Keys)}");
        var scores = await _scorer.ScoreAsync(domain, _encoder.Encode(domain, samples), cancellationToken);
        return new ScoreReply(Manifest.Features.Domains[domain].Name, Manifest.Checkpoint, scores);
    }

    /// <summary>Breaks off what still computes, then lets the tensors go.</summary>
    public async ValueTask DisposeAsync()
    {
        await _lanes.DisposeAsync();
        _scorer.Dispose();
    }
}
