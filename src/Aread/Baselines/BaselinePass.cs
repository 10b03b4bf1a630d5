using Aread.Hei;
using Aread.Tensors;
using static TorchSharp.torch;

namespace Aread.Baselines;

/// <summary>What a system sees in one pass, and what they all compute alike. Belongs to the dispose scope it was made in.</summary>
public sealed class BaselinePass
{
    private readonly DenseTensors _weights;
    private readonly ExpertStack _stack;
    private readonly Baseline _model;
    private readonly List<(int Buffer, Tensor Mean, Tensor Variance)> _statistics = [];

    /// <param name="rows_BCS">The row of every id, S = <see cref="Baseline.RowSize"/>.</param>
    public BaselinePass(Baseline model, DenseTensors weights, Tensor rows_BCS, IReadOnlyList<DomainGroup> groups, ForwardMode mode)
    {
        (_model, _weights, Groups, Mode) = (model, weights, groups, mode);
        _stack = new ExpertStack(model, weights, mode);
        var features = model.Shape.Features;
        var rows_CSB = rows_BCS.permute(1, 2, 0);
        var inputs = new List<Tensor> { rows_CSB.narrow(0, 0, features.Fields) };
        var column = features.Fields;
        foreach (var length in features.SequenceLengths)
        {
            inputs.Add(rows_CSB.narrow(0, column, length).mean([0], keepdim: true));
            column += length;
        }
        Rows_FSB = inputs.Count == 1 ? inputs[0] : cat(inputs, 0);
        Inputs_FEB = model.RowSize == model.Shape.EmbeddingSize ? Rows_FSB : Rows_FSB.narrow(1, 0, model.Shape.EmbeddingSize);
        X_DB = Inputs_FEB.reshape(model.Shape.InputWidth, rows_BCS.size(0));
    }

    public ForwardMode Mode { get; }

    /// <summary>Weights are being learned: batch statistics, and dropout.</summary>
    public bool IsTraining => Mode.RunningStatistics is null;

    public IReadOnlyList<DomainGroup> Groups { get; }

    /// <summary>The fields' rows, then each sequence's mean row.</summary>
    public Tensor Rows_FSB { get; }

    /// <summary>Their vectors.</summary>
    public Tensor Inputs_FEB { get; }

    /// <summary>Their vectors, one under the other.</summary>
    public Tensor X_DB { get; }

    /// <summary>The vector of each sample's domain.</summary>
    public Tensor Domain_EB => Inputs_FEB.select(0, _model.Shape.Features.DomainField);

    /// <summary>Statistics of the batch, for the running ones.</summary>
    public IReadOnlyList<(int Buffer, Tensor Mean, Tensor Variance)> Statistics => [.. _stack.Statistics, .. _statistics];

    /// <summary>What is added to the loss; null if nothing is.</summary>
    public Tensor? Penalty { get; private set; }

    /// <summary>A parameter.</summary>
    public Tensor this[int parameter] => _weights[parameter].squeeze(0);

    /// <summary>Adds to the loss of this pass.</summary>
    /// <param name="penalty">One number.</param>
    public void Penalise(Tensor penalty) => Penalty = Penalty is null ? penalty : Penalty.Plus(penalty);

    /// <summary>Keeps statistics of this batch for a buffer.</summary>
    public void Keep(int buffer, Tensor mean, Tensor variance) => _statistics.Add((buffer, mean.detach(), variance.detach()));

    /// <summary>A network of <see cref="Baseline.AddNetwork"/>: dense, normalisation, ReLU, dropout.</summary>
    /// <returns>[O, B]</returns>
    public Tensor Network(Tensor h_IB, IReadOnlyList<LayerSpec> layers) => _stack.Apply(h_IB.unsqueeze(0).unsqueeze(0), layers).squeeze(0).squeeze(0);

    /// <summary>Experts of <see cref="Baseline.AddExperts"/>, which all read the same.</summary>
    /// <returns>[X, O, B]</returns>
    public Tensor Experts(Tensor h_IB, IReadOnlyList<LayerSpec> layers) => _stack.Apply(h_IB.unsqueeze(0).unsqueeze(0), layers).squeeze(0);

    /// <returns>[O, B]</returns>
    public Tensor Linear(Tensor h_IB, LinearSpec layer) => this[layer.Weight].mm(h_IB).Plus(this[layer.Bias].unsqueeze(1));

    /// <summary>A layer with one output.</summary>
    /// <returns>[B]</returns>
    public Tensor Head(Tensor h_IB, LinearSpec layer) => Linear(h_IB, layer).squeeze(0);

    /// <summary>For each sample, the layer of its domain.</summary>
    /// <returns>[O, B]</returns>
    public Tensor DomainLinear(Tensor h_IB, LinearSpec layer)
    {
        var (weights, biases) = (this[layer.Weight].unbind(0), this[layer.Bias].unbind(0));
        return ByDomain(h_IB, (domain, h_IG) => weights[domain].mm(h_IG).Plus(biases[domain].unsqueeze(1)));
    }

    /// <summary>For each sample, the network of its domain (<see cref="Baseline.AddTowers"/>): dense, ReLU, dropout.</summary>
    /// <returns>[O, B]</returns>
    public Tensor Towers(Tensor h_IB, IReadOnlyList<LinearSpec> layers)
    {
        foreach (var layer in layers) h_IB = Dropout(DomainLinear(h_IB, layer).relu());
        return h_IB;
    }

    /// <summary>Factors of a gate unit: 2 * sigmoid(W' relu(W h + b) + b').</summary>
    /// <returns>[O, B]</returns>
    public Tensor GateUnit(Tensor h_IB, GateUnitSpec gate) => Linear(Linear(h_IB, gate.Hidden).relu(), gate.Output).sigmoid().Times(2);

    /// <summary>Computes for the samples of each domain together.</summary>
    /// <param name="compute">Domain, [I, G] its samples -> [O, G].</param>
    /// <returns>[O, B]</returns>
    public Tensor ByDomain(Tensor h_IB, Func<int, Tensor, Tensor> compute)
    {
        if (Groups.Count == 1) return compute(Groups[0].Domain, h_IB);
        return cat([.. Groups.Select(group => compute(group.Domain, h_IB.narrow(-1, group.Start, group.Count)))], -1);
    }

    public Tensor Dropout(Tensor h)
    {
        if (Mode.DropoutStream is null || _model.Dropout == 0) return h;
        return h.Times(Mode.DropoutStream.DropoutMask(h.shape, _model.Dropout));
    }

    /// <summary>Weighted sum of experts for each sample.</summary>
    /// <param name="h_XOB">Experts.</param>
    /// <param name="weights_XB">Their weights.</param>
    /// <returns>[O, B]</returns>
    public static Tensor Mix(Tensor h_XOB, Tensor weights_XB) => h_XOB.Times(weights_XB.unsqueeze(1)).sum([0]);
}
