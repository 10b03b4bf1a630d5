using Aread.Tensors;
using static TorchSharp.torch;

namespace Aread.Hei;

/// <summary>
/// Hierarchical expert integration: embeddings, MMoE bottom, cross network, levels of gated experts, one logit per expert of the
/// last level. (paper sec. "Hierarchical Expert Integration", eq. 1-9)
/// </summary>
/// <remarks>
/// Holds no weights and no masks: a pass is a function of what it is given, so training (R = 1), trials of Z candidate masks
/// (R = Z) and evaluation run the same code.
/// Shape letters: R replica, B sample, C id column, E embedding size, D input width, X bottom expert, N first-level expert,
/// S source expert, T target expert, K features, G gate column (B, or 1 where all samples are of one domain).
/// </remarks>
public sealed class AreadModel(DenseLayout layout)
{
    private readonly ModelShape _shape = layout.Shape;

    public DenseLayout Layout => layout;

    /// <param name="weights">Dense weights of R replicas.</param>
    /// <param name="rows_RBCE">The embedding vector of every id.</param>
    /// <param name="singleDomain">All samples are of one domain, so that gates are computed once.</param>
    /// <param name="mask">Null in warm-up: every expert takes part and the group embedding is zero.</param>
    /// <param name="gates_RTSG">What <see cref="Gates"/> gave for the samples' one domain; null: computed here.</param>
    public ForwardPass Forward(
        DenseTensors weights, Tensor rows_RBCE, bool singleDomain, MaskTensors? mask, ForwardMode mode, IReadOnlyList<Tensor>? gates_RTSG = null)
    {
        var stack = new ExpertStack(layout, weights, mode);
        var x_RDB = Input(rows_RBCE);
        var linear_R1B = weights[layout.LinearWeight].unsqueeze(1).bmm(x_RDB).Plus(weights[layout.LinearBias].unsqueeze(2));
        var cross_RDB = Cross(weights, x_RDB);

        var h_RTKB = Bottom(weights, stack, x_RDB);
        var z_RZG = gates_RTSG is null ? GateInput(weights, DomainVectors(rows_RBCE, singleDomain), mask) : null;
        var gateMeans = new List<Tensor>();
        for (var level = 0; level < _shape.Experts.ExpertLevels; level++)
        {
            if (level > 0 && gates_RTSG is not null) h_RTKB = Mix(gates_RTSG[level - 1], h_RTKB);
            if (level > 0 && z_RZG is not null)
            {
                var gate_RTSG = KeptGate(weights, level, z_RZG, mask);
                gateMeans.Add(gate_RTSG.mean([3]));
                h_RTKB = Mix(mask is null ? gate_RTSG : Rescaled(gate_RTSG), h_RTKB);
            }
            h_RTKB = stack.Apply(h_RTKB, layout.Levels[level]);
            if (mask is not null) h_RTKB = h_RTKB.Times(mask.Active_RT11[level]);
        }
        return new ForwardPass(Logits(weights, cross_RDB, h_RTKB).Plus(linear_R1B), gateMeans, stack.Statistics);
    }

    /// <summary>Shares in which each gated level (1..L-1) mixes the experts below it: of a sample they depend on its domain alone.</summary>
    /// <param name="domain_REG">The domain's vector.</param>
    public IReadOnlyList<Tensor> Gates(DenseTensors weights, Tensor domain_REG, MaskTensors? mask)
    {
        var z_RZG = GateInput(weights, domain_REG, mask);
        return [.. Enumerable.Range(1, _shape.Experts.ExpertLevels - 1).Select(level =>
        {
            var gate_RTSG = KeptGate(weights, level, z_RZG, mask);
            return mask is null ? gate_RTSG : Rescaled(gate_RTSG);
        })];
    }

    /// <summary>x: the fields' vectors, then each sequence's mean.</summary>
    private Tensor Input(Tensor rows_RBCE)
    {
        var features = _shape.Features;
        var (replicas, batch, size) = (rows_RBCE.size(0), rows_RBCE.size(1), rows_RBCE.size(3));
        var fields_RDB = rows_RBCE.narrow(2, 0, features.Fields).permute(0, 2, 3, 1).reshape(replicas, features.Fields * size, batch);
        if (features.SequenceLengths.Count == 0) return fields_RDB;
        var parts = new List<Tensor> { fields_RDB };
        var column = features.Fields;
        foreach (var length in features.SequenceLengths)
        {
            parts.Add(rows_RBCE.narrow(2, column, length).mean([2]).transpose(1, 2));
            column += length;
        }
        return cat(parts, 1);
    }

    /// <summary>c_{i+1} = x (w_i . c_i) + b_i + c_i</summary>
    private Tensor Cross(DenseTensors weights, Tensor x_RDB)
    {
        var c_RDB = x_RDB;
        foreach (var layer in layout.Cross)
        {
            var product_R1B = weights[layer.Weight].unsqueeze(1).bmm(c_RDB);
            c_RDB = x_RDB.Times(product_R1B).Plus(weights[layer.Bias].unsqueeze(2)).Plus(c_RDB);
        }
        return c_RDB;
    }

    /// <summary>MMoE: every first-level expert mixes the bottom experts by a gate over x.</summary>
    private Tensor Bottom(DenseTensors weights, ExpertStack stack, Tensor x_RDB)
    {
        var h_RXKB = stack.Apply(x_RDB.unsqueeze(1), layout.Bottom);
        return Mix(Gate(weights, layout.BottomGate, x_RDB), h_RXKB);
    }

    /// <summary>z = [dom, grp], grp the mean group embedding of the kept first-level experts.</summary>
    private Tensor GateInput(DenseTensors weights, Tensor domain_REG, MaskTensors? mask)
    {
        var group_REG = mask is null
            ? zeros_like(domain_REG)
            : mask.GroupShare_R1N.bmm(weights[layout.GroupEmbedding]).transpose(1, 2).expand(domain_REG.shape);
        return cat([domain_REG, group_REG], 1);
    }

    private Tensor DomainVectors(Tensor rows_RBCE, bool singleDomain)
    {
        var domain_RBE = rows_RBCE.select(2, _shape.Features.DomainField);
        return (singleDomain ? domain_RBE.narrow(1, 0, 1) : domain_RBE).transpose(1, 2);
    }

    private Tensor KeptGate(DenseTensors weights, int level, Tensor z_RZG, MaskTensors? mask)
    {
        var gate_RTSG = Gate(weights, layout.Gates[level]!, z_RZG);
        return mask is null ? gate_RTSG : gate_RTSG.Times(mask.Edges_RTS1[level]);
    }

    private static Tensor Gate(DenseTensors weights, GateSpec gate, Tensor input_RZG)
    {
        var w_RTSZ = weights[gate.Weight];
        var (replicas, targets, sources, width) = (w_RTSZ.size(0), w_RTSZ.size(1), w_RTSZ.size(2), w_RTSZ.size(3));
        var logits_RTSG = w_RTSZ.view(replicas, targets * sources, width).bmm(input_RZG).view(replicas, targets, sources, input_RZG.size(2));
        return logits_RTSG.Plus(weights[gate.Bias].unsqueeze(3)).softmax(2);
    }

    /// <summary>Masked gate values over their sum (paper eq. 4); a target without sources gets zeros.</summary>
    private static Tensor Rescaled(Tensor gate_RTSG) => gate_RTSG.DividedBy(gate_RTSG.sum(2, keepdim: true).Plus(ModelShape.GateEpsilon));

    private static Tensor Mix(Tensor gate_RTSG, Tensor h_RSKB)
    {
        var (replicas, sources, features, batch) = (h_RSKB.size(0), h_RSKB.size(1), h_RSKB.size(2), h_RSKB.size(3));
        return gate_RTSG.size(3) == 1
            ? gate_RTSG.squeeze(3).bmm(h_RSKB.reshape(replicas, sources, features * batch)).view(replicas, gate_RTSG.size(1), features, batch)
            : gate_RTSG.unsqueeze(3).Times(h_RSKB.unsqueeze(1)).sum(2);
    }

    /// <summary>head_t . [cross, h_t]</summary>
    private Tensor Logits(DenseTensors weights, Tensor cross_RDB, Tensor h_RTKB)
    {
        var w_RTH = weights[layout.Head];
        var (replicas, outputs, features, batch) = (h_RTKB.size(0), h_RTKB.size(1), h_RTKB.size(2), h_RTKB.size(3));
        var ofCross_RTB = w_RTH.narrow(2, 0, _shape.InputWidth).bmm(cross_RDB);
        var ofExpert_RTB = w_RTH.narrow(2, _shape.InputWidth, features).reshape(replicas * outputs, 1, features)
            .bmm(h_RTKB.reshape(replicas * outputs, features, batch)).view(replicas, outputs, batch);
        return ofCross_RTB.Plus(ofExpert_RTB);
    }
}
