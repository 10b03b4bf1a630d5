using Aread.Hei;
using Aread.Tensors;
using Aread.Training;
using static TorchSharp.torch;

namespace Aread.Hemp;

/// <summary>
/// The weights of Z candidates while they train side by side: dense weights and embedding rows, each with fresh Adam moments.
/// Nothing of it reaches the run's weights.
/// </summary>
/// <remarks>
/// Shape letters: Z candidate, S slice, U row of the search, V row of a batch, E embedding size.
/// The rule is <see cref="AdamRule"/>; here it runs on the device, for all candidates in one call per parameter.
/// </remarks>
internal sealed class TrialWeights
{
    private readonly DenseLayout _layout;
    private readonly AdamRule _rule;
    private readonly double _l2;
    private readonly Device _device;
    private readonly Tensor[] _firstMoments;
    private readonly Tensor[] _secondMoments;
    private int[,] _stepCounts;
    private Tensor _rows_UZE;
    private Tensor _rowFirst_UZE;
    private Tensor _rowSecond_UZE;
    private readonly int[] _rowStepCounts;

    public TrialWeights(DenseLayout layout, float[] weights, float[] vectors, int candidates, AdamRule rule, double l2, Device device)
    {
        (_layout, _rule, _l2, _device) = (layout, rule, l2, device);
        Dense = DenseTensors.Create(layout, weights, candidates, trainable: true, device);
        _firstMoments = [.. Dense.All.Select(parameter => zeros_like(parameter))];
        _secondMoments = [.. Dense.All.Select(parameter => zeros_like(parameter))];
        _stepCounts = new int[candidates, layout.Slices];
        var size = layout.Shape.EmbeddingSize;
        var rows = vectors.Length / size;
        _rows_UZE = HostMemory.ToTensor<float>(vectors, [rows, 1, size], device).expand(rows, candidates, size).contiguous();
        _rowFirst_UZE = zeros_like(_rows_UZE);
        _rowSecond_UZE = zeros_like(_rows_UZE);
        _rowStepCounts = new int[rows];
    }

    /// <summary>Leaves of the gradient graph.</summary>
    public DenseTensors Dense { get; private set; }

    /// <summary>Goes on with some of the candidates; what was held for the others is freed.</summary>
    /// <param name="candidates">Their indices.</param>
    public void Keep(int[] candidates)
    {
        using var noGradient = no_grad();
        using var kept = HostMemory.ToTensor<long>(Array.ConvertAll(candidates, z => (long)z), [candidates.Length], _device);
        var dense = Dense;
        Dense = dense.Select(kept);
        foreach (var parameter in dense.All) parameter.Dispose();
        for (var i = 0; i < _firstMoments.Length; i++)
        {
            Narrow(ref _firstMoments[i], 0, kept);
            Narrow(ref _secondMoments[i], 0, kept);
        }
        Narrow(ref _rows_UZE, 1, kept);
        Narrow(ref _rowFirst_UZE, 1, kept);
        Narrow(ref _rowSecond_UZE, 1, kept);

        var counts = new int[candidates.Length, _layout.Slices];
        for (var z = 0; z < candidates.Length; z++)
            for (var slice = 0; slice < _layout.Slices; slice++) counts[z, slice] = _stepCounts[candidates[z], slice];
        _stepCounts = counts;
    }

    /// <summary>A copy of some rows as a leaf of the gradient graph.</summary>
    /// <returns>[V, Z, E]</returns>
    public Tensor RowLeaf(Tensor rows_V) => _rows_UZE.index_select(0, rows_V).detach().requires_grad_();

    /// <summary>The vectors of a batch's ids.</summary>
    /// <param name="rows_VZE">Rows to pick from.</param>
    /// <param name="positions">[B * C]</param>
    /// <returns>[Z, B, C, E]</returns>
    public static Tensor Spread(Tensor rows_VZE, Tensor positions, int samples, int columns) =>
        rows_VZE.PickRows(positions).view(samples, columns, rows_VZE.size(1), rows_VZE.size(2)).permute(2, 0, 1, 3);

    /// <summary>The vectors of a batch's ids, without gradient.</summary>
    public Tensor Spread(Tensor positions, int samples, int columns) => Spread(_rows_UZE, positions, samples, columns);

    /// <summary>One Adam step.</summary>
    /// <param name="gradients">Per dense parameter, then the row leaf's; an unused one is invalid or null.</param>
    /// <param name="touched">Per candidate, which slices move.</param>
    public void Step(IList<Tensor> gradients, IReadOnlyList<bool[]> touched, long[] rows, Tensor rows_V, Tensor rowLeaf_VZE)
    {
        using var noGradient = no_grad();
        var factors = DenseFactors(touched);
        for (var i = 0; i < _layout.Parameters.Count; i++)
        {
            var spec = _layout.Parameters[i];
            var parameter = Dense[i];
            var gradient = gradients[i] is { IsInvalid: false } given ? given : zeros_like(parameter);
            Move(parameter, gradient, _firstMoments[i], _secondMoments[i], spec.Penalised, factors.Of(spec, parameter.dim()));
        }

        var (first, second) = (_rowFirst_UZE.index_select(0, rows_V), _rowSecond_UZE.index_select(0, rows_V));
        var leaf = rowLeaf_VZE.detach();
        Move(leaf, gradients[^1], first, second, penalised: true, RowFactors(rows));
        _rows_UZE.index_copy_(0, rows_V, leaf);
        _rowFirst_UZE.index_copy_(0, rows_V, first);
        _rowSecond_UZE.index_copy_(0, rows_V, second);
    }

    /// <summary>Penalty of each candidate's weights and of the search's rows.</summary>
    /// <returns>[Z]</returns>
    public double[] Penalty()
    {
        using var noGradient = no_grad();
        var sum_Z = _rows_UZE.Squared().sum([0, 2]);
        for (var i = 0; i < _layout.Parameters.Count; i++)
            if (_layout.Parameters[i].Penalised) sum_Z = sum_Z.Plus(Dense[i].Squared().flatten(1).sum(1));
        return Array.ConvertAll(sum_Z.ToArray(), sum => _l2 * sum);
    }

    private static void Narrow(ref Tensor tensor, long dimension, Tensor kept)
    {
        var all = tensor;
        tensor = all.index_select(dimension, kept);
        all.Dispose();
    }

    private void Move(Tensor parameter, Tensor gradient, Tensor first, Tensor second, bool penalised, AdamFactors factors)
    {
        using var scope = NewDisposeScope();
        var decay = (penalised ? 2 * _l2 : 0) + _rule.WeightDecay;
        var g = decay == 0 ? gradient : gradient.add(parameter, Scalars.Of(decay));
        first.mul_(factors.Keep1).addcmul_(g, factors.Take1, Scalars.One);
        second.mul_(factors.Keep2).addcmul_(g.Squared(), factors.Take2, Scalars.One);
        var denominator = second.sqrt().mul_(factors.InverseRootCorrection2).add_(Scalars.Of(_rule.Epsilon), Scalars.One);
        parameter.addcdiv_(first.mul(factors.Rate), denominator, Scalars.MinusOne);
    }

    /// <summary>Factors per candidate and slice: those of the rule where the slice is touched, those of standing still where not.</summary>
    private AdamFactors DenseFactors(IReadOnlyList<bool[]> touched)
    {
        var (candidates, slices) = (touched.Count, _layout.Slices);
        var values = new float[AdamFactors.Count, candidates * slices];
        for (var candidate = 0; candidate < candidates; candidate++)
            for (var slice = 0; slice < slices; slice++)
                if (touched[candidate][slice])
                    AdamFactors.Fill(values, candidate * slices + slice, _rule, ++_stepCounts[candidate, slice]);
                else
                    AdamFactors.FillUntouched(values, candidate * slices + slice);
        return AdamFactors.Upload(values, [candidates, slices], _device);
    }

    private AdamFactors RowFactors(long[] rows)
    {
        var values = new float[AdamFactors.Count, rows.Length];
        for (var i = 0; i < rows.Length; i++) AdamFactors.Fill(values, i, _rule, ++_rowStepCounts[rows[i]]);
        return AdamFactors.Upload(values, [rows.Length, 1, 1], _device);
    }
}
