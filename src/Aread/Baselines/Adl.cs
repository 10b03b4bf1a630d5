using Aread.Hei;
using Aread.Tensors;
using static TorchSharp.torch;

namespace Aread.Baselines;

/// <summary>
/// ADL: samples of all domains are assigned to clusters that are learned with the rest; a sample's logit is that of a network for all and that of its cluster's
/// (Li et al.: "ADL: Adaptive Distribution Learning Framework for Multi-Scenario CTR Prediction", SIGIR 2023: distribution learning by dynamic routing,
/// multi-distribution network).
/// </summary>
/// <remarks>
/// With r the representation of a sample and c_k the centres: p = softmax_k(r . c_k); c_k = c_k + sum(p_k r) / sum(p_k), iterated; the logit is that of
/// the shared network plus p_k times that of network k, k the cluster of the largest p.
/// Three iterations, as AREAD's authors set it, and four clusters. Left open by the paper and decided here: a sample is represented by a small network
/// of its inputs; representations and centres have length one, and their products, ten-fold, go through a softmax, so that an assignment can come
/// near certainty. An iteration adds to each centre the mean representation of the batch, weighted by its assignments. Only training refines centres:
/// scoring takes the parameters as they are, so that a score does not depend on its batch, and a penalty draws the parameters to the refined centres, so
/// that both assign alike. The cluster's logit is weighted by its assignment, through which gradients reach centres and representations. All
/// networks run on all samples. Domains count only as a field.
/// Shape letters beside those of all systems: K clusters, R representation.
/// </remarks>
public sealed class Adl : Baseline
{
    private const int Clusters = 4, Iterations = 3;
    private const double Sharpness = 10;

    private readonly IReadOnlyList<LayerSpec> _deep, _shared, _clusters;
    private readonly LinearSpec _representation, _sharedHead, _clusterHeads;
    private readonly int _centres;

    public Adl(BaselineShape shape) : base(shape)
    {
        _deep = AddNetwork("representation", shape.InputWidth, [shape.TowerWidths[0]]);
        _representation = AddLinear("representation.out", shape.TowerWidths[0], shape.TowerWidths[^1]);
        _centres = Add("centres", [Clusters, shape.TowerWidths[^1]], initialRange: InverseRoot(shape.TowerWidths[^1]));
        _shared = AddNetwork("shared", shape.InputWidth, shape.Widths);
        _sharedHead = AddLinear("shared.head", shape.Widths[^1], 1);
        _clusters = AddExperts("clusters", Clusters, shape.InputWidth, shape.Widths);
        _clusterHeads = new LinearSpec(
            Add("clusters.heads.weight", [Clusters, shape.Widths[^1]], penalised: true, initialRange: InverseRoot(shape.Widths[^1])),
            Add("clusters.heads.bias", [Clusters], initialRange: InverseRoot(shape.Widths[^1])));
    }

    public override Tensor Forward(BaselinePass pass)
    {
        var shared_B = pass.Head(pass.Network(pass.X_DB, _shared), _sharedHead);
        var clusters_KOB = pass.Experts(pass.X_DB, _clusters);
        var logits_KB = clusters_KOB.Times(pass[_clusterHeads.Weight].unsqueeze(2)).sum([1]).Plus(pass[_clusterHeads.Bias].unsqueeze(1));
        return shared_B.Plus(logits_KB.Times(MostProbable(Assignment(pass))).sum([0]));
    }

    /// <returns>[K, B]</returns>
    internal Tensor Assignment(BaselinePass pass)
    {
        var r_RB = Unit(pass.Linear(pass.Network(pass.X_DB, _deep), _representation), 0);
        var centres_KR = Unit(pass[_centres], 1);
        if (!pass.IsTraining) return Assign(centres_KR, r_RB);
        var refined_KR = Refine(centres_KR, r_RB);
        pass.Penalise(centres_KR.Minus(refined_KR.detach()).Squared().sum());
        return Assign(refined_KR, r_RB);
    }

    /// <summary>Centres and representations in turn: assignments by the centres, then centres by the assignments.</summary>
    internal static Tensor Refine(Tensor centres_KR, Tensor r_RB)
    {
        for (var i = 0; i < Iterations; i++)
        {
            var p_KB = Assign(centres_KR, r_RB);
            var means_KR = p_KB.mm(r_RB.transpose(0, 1)).DividedBy(p_KB.sum([1], keepdim: true));
            centres_KR = Unit(centres_KR.Plus(means_KR), 1);
        }
        return centres_KR;
    }

    /// <summary>All but each sample's greatest become zero.</summary>
    internal static Tensor MostProbable(Tensor p_KB) => p_KB.Times(p_KB.detach().eq(p_KB.detach().amax([0], keepdim: true)));

    private static Tensor Assign(Tensor centres_KR, Tensor r_RB) => centres_KR.mm(r_RB).Times(Sharpness).softmax(0);

    private static Tensor Unit(Tensor vectors, long features) => vectors.DividedBy(vectors.Squared().sum([features], keepdim: true).Plus(1e-12).sqrt());
}
