using System.Numerics.Tensors;
using Aread.Baselines;
using Aread.Data;
using Aread.Training;

namespace Aread.Comparison;

/// <summary>
/// Shared weights, which domains negotiate, and for each domain specific ones, which other domains regularise (Luo et al.: "MAMDR", ICDE 2023,
/// Algorithms 1 and 2). A domain is scored with their sum.
/// </summary>
/// <remarks>
/// Only dense weights have specific parts: embedding rows are shared, since a table for each domain would not fit. Regularisation takes its steps
/// with an optimiser state apart, which begins anew for every pass, so that none goes on in the direction of another domain. Batches
/// are of one domain, so running statistics are kept for each domain; one without any has those of the last domain that negotiated.
/// </remarks>
internal sealed class MamdrWeights
{
    /// <summary>beta: how far shared weights go to where a round of the domains led (Algorithm 1).</summary>
    public const float NegotiationRate = 0.5f;

    /// <summary>gamma: how far specific weights go to where a helper and the domain led (Algorithm 2).</summary>
    public const float RegularisationRate = 0.1f;

    private readonly BaselineWeights _shared;
    private readonly DenseState _inner;
    private readonly float[][] _specific;
    private readonly float[]?[] _statistics;

    public MamdrWeights(BaselineWeights shared, TrainingOptions options)
    {
        (_shared, _inner) = (shared, new DenseState(shared.Model, options));
        _specific = [.. Enumerable.Range(0, shared.Model.Shape.Domains).Select(_ => new float[shared.Model.Length])];
        _statistics = new float[]?[_specific.Length];
    }

    /// <summary>Embedding rows, shared dense weights and every domain's specific ones.</summary>
    public long Parameters => _shared.Parameters + _specific.Sum(specific => (long)specific.Length);

    /// <summary>[Length]; replaced by <see cref="Regularise"/>.</summary>
    public float[] Specific(int domain) => _specific[domain];

    /// <summary>[Length], the weights that a domain is scored with.</summary>
    public float[] Of(int domain)
    {
        var sum = new float[_shared.Dense.Length];
        TensorPrimitives.Add(_shared.Dense, _specific[domain], sum);
        return sum;
    }

    /// <summary>Domain negotiation: one step after the other from shared weights, then part of the way there.</summary>
    /// <param name="batches">Of one domain each, those of a domain together.</param>
    /// <returns>Steps taken.</returns>
    public int Negotiate(IEnumerable<MixedBatch> batches)
    {
        var (before, steps) = (_shared.Save(), 0);
        foreach (var batch in batches)
        {
            var (state, domain) = (_shared.State, batch.Groups[0].Domain);
            state.Restore(state.Weights, Statistics(domain), state.FirstMoments, state.SecondMoments, state.StepCounts);
            _shared.Step(batch);
            _statistics[domain] = state.Buffers;
            steps++;
        }
        var dense = Moved(before.Dense, before.Dense, _shared.Dense, NegotiationRate);
        var rows = Moved(before.Rows, before.Rows, _shared.Rows, NegotiationRate);
        _shared.Restore(new BaselineSnapshot(dense, _shared.State.Buffers, rows));
        return steps;
    }

    /// <summary>Domain regularisation: from a domain's weights some steps on a helper, then some on the domain itself, then part of the way there.</summary>
    /// <returns>Steps taken.</returns>
    public int Regularise(int domain, IEnumerable<MixedBatch> helper, IEnumerable<MixedBatch> own)
    {
        var start = Of(domain);
        _inner.Restore(start, Statistics(domain), new float[start.Length], new float[start.Length], new int[_inner.StepCounts.Length]);
        var steps = Steps(helper);
        // The helper's batches say nothing of the domain's statistics.
        _inner.Restore(_inner.Weights, Statistics(domain), _inner.FirstMoments, _inner.SecondMoments, _inner.StepCounts);
        steps += Steps(own);
        _statistics[domain] = _inner.Buffers;
        _specific[domain] = Moved(_specific[domain], start, _inner.Weights, RegularisationRate);
        return steps;
    }

    public float[] Score(int domain, SampleBlock samples) => _shared.Score(domain, samples, Of(domain), Statistics(domain));

    public MamdrSnapshot Save() => new(_shared.Save(), [.. _specific], [.. _statistics]);

    public void Restore(MamdrSnapshot saved)
    {
        _shared.Restore(saved.Shared);
        saved.Specific.CopyTo(_specific, 0);
        saved.Statistics.CopyTo(_statistics, 0);
    }

    private float[] Statistics(int domain) => _statistics[domain] ?? _shared.State.Buffers;

    private int Steps(IEnumerable<MixedBatch> batches)
    {
        var steps = 0;
        foreach (var batch in batches)
        {
            _shared.Step(batch, _inner);
            steps++;
        }
        return steps;
    }

    /// <returns>weights + rate * (to - from)</returns>
    private static float[] Moved(float[] weights, float[] from, float[] to, float rate)
    {
        var moved = new float[weights.Length];
        TensorPrimitives.Subtract(to, from, moved);
        TensorPrimitives.MultiplyAdd(moved, rate, weights, moved);
        return moved;
    }
}
