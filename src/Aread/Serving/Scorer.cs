using Aread.Data;
using Aread.Hei;
using Aread.Tensors;
using Aread.Training;
using TorchSharp;
using static TorchSharp.torch;

namespace Aread.Serving;

/// <summary>
/// Scores samples with a model that is kept ready: weights are tensors, masks and gates of every domain are computed. Safe for concurrent calls; dispose
/// it when none is under way.
/// </summary>
public sealed class Scorer : IDisposable
{
    /// <summary>Samples of one pass: what a call may hold in tensors at once.</summary>
    public const int MostAtOnce = 1024;

    private readonly AreadModel _model;
    private readonly ServedModel _served;
    private readonly IComputeLanes _lanes;
    private readonly Device _device;
    private readonly DenseTensors _weights;
    private readonly ForwardMode _mode;
    private readonly WarmDomain[] _domains;

    private Scorer(ServedModel served, IComputeLanes lanes, Device device)
    {
        using var noGradient = no_grad();
        using var scope = NewDisposeScope();
        (_model, _served, _lanes, _device) = (new AreadModel(served.Layout), served, lanes, device);
        _weights = DenseTensors.Create(served.Layout, served.Weights.Weights, 1, trainable: false, device);
        foreach (var tensor in _weights.All) tensor.DetachFromDisposeScope();
        var buffers = HostMemory.ToTensor<float>(served.Weights.Buffers, [served.Weights.Buffers.Length], device);
        _mode = new ForwardMode(buffers.DetachFromDisposeScope(), null);
        _domains = [.. Enumerable.Range(0, served.Schema.Domains.Count).Select(domain => WarmDomain.Of(_model, _weights, served, domain, device))];
    }

    public static Task<Scorer> CreateAsync(ServedModel served, IComputeLanes lanes, Device device, CancellationToken cancellationToken = default) =>
        lanes.RunAsync(_ => new Scorer(served, lanes, device), cancellationToken);

    /// <param name="domain">Index in the model's schema; all samples are of it.</param>
    /// <returns>A probability for each sample.</returns>
    public async Task<float[]> ScoreAsync(int domain, SampleBlock samples, CancellationToken cancellationToken = default)
    {
        var scores = new float[samples.Count];
        for (var first = 0; first < samples.Count; first += MostAtOnce)
        {
            var (start, count) = (first, Math.Min(MostAtOnce, samples.Count - first));
            var part = await _lanes.RunAsync(_ => Score(domain, samples.Ids.AsSpan(start * samples.Columns, count * samples.Columns), count), cancellationToken);
            part.CopyTo(scores, start);
        }
        return scores;
    }

    public void Dispose()
    {
        foreach (var tensor in _weights.All.Concat(_domains.SelectMany(domain => domain.Tensors)).Append(_mode.RunningStatistics!)) tensor.Dispose();
    }

    private float[] Score(int domain, ReadOnlySpan<int> ids, int count)
    {
        using var noGradient = no_grad();
        using var scope = NewDisposeScope();
        var (shape, warm) = (_served.Layout.Shape, _domains[domain]);
        var vectors_RBCE = HostMemory.ToTensor<float>(_served.VectorsOf(ids), [1, count, shape.Features.Columns, shape.EmbeddingSize], _device);
        var pass = _model.Forward(_weights, vectors_RBCE, singleDomain: true, warm.Mask, _mode, warm.Gates_RTSG);
        return Losses.Prediction(pass.Logits_RTB, warm.OutputShare_RT).ToArray();
    }
}
