using Aread.Hei;
using Aread.Tensors;
using static TorchSharp.torch;

namespace Aread.Baselines;

/// <summary>
/// STAR: a domain's network is one that all share, each weight times one of the domain's own; its input is normalised with the domain's statistics, and a
/// small network that reads the domain adds a logit (Sheng, Zhao, Zhou, Ding, Dai, Luo, Yang, Lv, Zhang, Deng, Zhu: "One Model to Serve All: Star Topology
/// Adaptive Recommender for Multi-Domain CTR Prediction", CIKM 2021, eq. 1 to 8).
/// </summary>
/// <remarks>
/// The paper trains on batches of one domain; here each domain's samples of a batch are normalised by themselves, and a single one is only scaled and
/// shifted. The domain's vector goes to the auxiliary network only, as in the paper: it is the same for all samples of a domain, and what never varies cannot
/// be normalised; it stays there where groups stand for domains. Weights of the domains are not penalised, so that a domain without samples stays near the
/// shared network. The auxiliary network is as wide as a tower above experts. Shape letter here: N = (F - 1) * E, the input without the domain.
/// </remarks>
public sealed class Star : Baseline
{
    private readonly LinearSpec _sharedScale;
    private readonly LinearSpec _ownScale;
    private readonly int _buffer;
    private readonly IReadOnlyList<(LinearSpec Shared, LinearSpec Own)> _layers;
    private readonly IReadOnlyList<LayerSpec> _auxiliary;
    private readonly LinearSpec _auxiliaryHead;

    public Star(BaselineShape shape) : base(shape)
    {
        var input = shape.InputWidth - shape.EmbeddingSize;
        _sharedScale = new(Add("normalization.gamma", [input], penalised: true, initialValue: 1), Add("normalization.beta", [input]));
        _ownScale = new(Add("normalization.own.gamma", [shape.Domains, input], initialValue: 1), Add("normalization.own.beta", [shape.Domains, input]));
        _buffer = AddBuffer("normalization", 0, shape.Domains, input);
        int[] widths = [input, .. shape.DeepTowerWidths, 1];
        _layers = [.. Enumerable.Range(0, widths.Length - 1).Select(i => (
            AddLinear($"shared.layers.{i}", widths[i], widths[i + 1], rectified: i < widths.Length - 2),
            new LinearSpec(
                Add($"own.layers.{i}.weight", [shape.Domains, widths[i + 1], widths[i]], initialValue: 1),
                Add($"own.layers.{i}.bias", [shape.Domains, widths[i + 1]]))))];
        _auxiliary = AddNetwork("auxiliary", shape.InputWidth, shape.TowerWidths);
        _auxiliaryHead = AddLinear("auxiliary.head", shape.TowerWidths[^1], 1);
    }

    /// <summary>The logits of both networks (eq. 8).</summary>
    public override Tensor Forward(BaselinePass pass)
    {
        var h_IB = Normalized(pass, WithoutDomain(pass.Inputs_FEB));
        for (var i = 0; i < _layers.Count; i++)
        {
            h_IB = Layer(pass, h_IB, _layers[i].Shared, _layers[i].Own);
            if (i < _layers.Count - 1) h_IB = pass.Dropout(h_IB.relu());
        }
        return h_IB.squeeze(0).Plus(pass.Head(pass.Network(pass.X_DB, _auxiliary), _auxiliaryHead));
    }

    /// <returns>[N, B]</returns>
    private Tensor WithoutDomain(Tensor inputs_FEB)
    {
        var domain = Shape.Features.DomainField;
        return cat([inputs_FEB.narrow(0, 0, domain), inputs_FEB.narrow(0, domain + 1, Shape.Inputs - domain - 1)], 0).reshape(-1, inputs_FEB.size(2));
    }

    /// <summary>Partitioned normalisation: mean and variance of the domain, in scoring its running ones; scale gamma * gamma_p, shift beta + beta_p.</summary>
    private Tensor Normalized(BaselinePass pass, Tensor x_NB)
    {
        var gammas = pass[_ownScale.Weight].Times(pass[_sharedScale.Weight]).unbind(0);
        var betas = pass[_ownScale.Bias].Plus(pass[_sharedScale.Bias]).unbind(0);
        var (means, variances) = Statistics(pass, x_NB.device);
        var normalized_NB = pass.ByDomain(x_NB, (domain, x_NG) => pass.IsTraining && x_NG.size(1) == 1
            ? x_NG.Times(gammas[domain].unsqueeze(1)).Plus(betas[domain].unsqueeze(1))
            : nn.functional.batch_norm(
                x_NG.unsqueeze(0), means[domain], variances[domain], gammas[domain], betas[domain],
                training: pass.IsTraining, momentum: 1, eps: ModelShape.NormalizationEpsilon).squeeze(0));
        if (pass.IsTraining && pass.Groups.Any(group => group.Count > 1)) pass.Keep(_buffer, cat(means, 0), cat(variances, 0));
        return normalized_NB;
    }

    /// <summary>For each domain the running ones; in training fresh ones that a momentum of 1 fills with the batch's own mean and unbiased variance.</summary>
    private (Tensor[] Means, Tensor[] Variances) Statistics(BaselinePass pass, Device device)
    {
        var spec = Buffers[_buffer];
        Tensor[] Fresh() => [.. Enumerable.Range(0, spec.Experts).Select(_ => zeros(spec.Width, device: device))];
        if (pass.Mode.RunningStatistics is not { } running) return (Fresh(), Fresh());
        Tensor[] Half(int start) => running.narrow(0, start, spec.HalfLength).view(spec.Experts, spec.Width).unbind(0);
        return (Half(spec.Offset), Half(spec.Offset + spec.HalfLength));
    }

    /// <summary>(W_p * W) h + b_p + b for the samples of domain p, * element by element (eq. 6, 7).</summary>
    private static Tensor Layer(BaselinePass pass, Tensor h_IB, LinearSpec shared, LinearSpec own)
    {
        var (weight_OI, bias_O) = (pass[shared.Weight], pass[shared.Bias]);
        var (weights, biases) = (pass[own.Weight].unbind(0), pass[own.Bias].unbind(0));
        return pass.ByDomain(h_IB, (domain, h_IG) => weights[domain].Times(weight_OI).mm(h_IG).Plus(biases[domain].Plus(bias_O).unsqueeze(1)));
    }
}
