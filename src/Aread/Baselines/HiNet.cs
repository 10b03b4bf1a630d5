using Aread.Hei;
using Aread.Tensors;
using static TorchSharp.torch;

namespace Aread.Baselines;

/// <summary>
/// HiNet's scenario extraction layer: for each domain, what shared experts say, what its own say, and what those of the other domains say, weighed by
/// a softmax from the domain's vector (Zhou et al.: "HiNet: Novel Multi-Scenario &amp; Multi-Task Learning with Hierarchical Information Extraction",
/// ICDE 2023: scenario-shared and scenario-specific expert networks, scenario-aware attentive network).
/// </summary>
/// <remarks>
/// Domain m's tower reads [G, S_m, A_m]: G = sum_i g_i(x) Q_i(x) over the shared experts, S_m the same over its own, A_m = sum_{j != m} a_j S_j with
/// a = softmax(W d_m) over the other domains, d_m the domain's vector.
/// The paper's scenarios are domains here. With one task there is no second, task extraction layer: a tower and a head of the domain stand above the
/// first. Experts have one layer of 64 and towers one of 32, as AREAD's authors set it, and there are two experts in a group: those of all domains
/// run on all samples. The gate over a group's two experts reads all inputs; the paper leaves open what it reads. A data set of one domain has no
/// other domains: its own stands in.
/// Shape letters beside those of all systems: S experts of a group.
/// </remarks>
public sealed class HiNet : Baseline
{
    private const int GroupExperts = 2;

    /// <summary>Added to what must have no weight in a softmax.</summary>
    private const double Never = -1e9;

    private readonly IReadOnlyList<LayerSpec> _shared, _specific;
    private readonly LinearSpec _sharedGate, _specificGates, _attention;
    private readonly IReadOnlyList<LinearSpec> _towers;
    private readonly LinearSpec _heads;

    public HiNet(BaselineShape shape) : base(shape)
    {
        int[] widths = [shape.TowerWidths[0]];
        _shared = AddExperts("shared", GroupExperts, shape.InputWidth, widths);
        _sharedGate = AddLinear("shared_gate", shape.InputWidth, GroupExperts);
        _specific = AddExperts("specific", shape.Domains * GroupExperts, shape.InputWidth, widths);
        _specificGates = AddLinear("specific_gates", shape.InputWidth, shape.Domains * GroupExperts);
        _attention = AddLinear("attention", shape.EmbeddingSize, shape.Domains);
        _towers = AddTowers("towers", 3 * widths[0], [shape.TowerWidths[1]]);
        _heads = AddDomainLinear("heads", shape.TowerWidths[1], 1);
    }

    public override Tensor Forward(BaselinePass pass)
    {
        var shared_OB = Groups(pass, _shared, _sharedGate, 1).squeeze(0);
        var specific_MOB = Groups(pass, _specific, _specificGates, Shape.Domains);
        var own_MB = Own(pass);
        var h_OB = cat([shared_OB, BaselinePass.Mix(specific_MOB, own_MB), BaselinePass.Mix(specific_MOB, Attention(pass, own_MB))], 0);
        return pass.DomainLinear(pass.Towers(h_OB, _towers), _heads).squeeze(0);
    }

    /// <summary>Weights of the other domains' experts.</summary>
    /// <returns>[M, B]</returns>
    private Tensor Attention(BaselinePass pass, Tensor own_MB) => pass.Linear(pass.Domain_EB, _attention).Plus(own_MB.Times(Never)).softmax(0);

    /// <summary>Groups of experts, each mixed by its gate.</summary>
    /// <returns>[groups, O, B]</returns>
    private static Tensor Groups(BaselinePass pass, IReadOnlyList<LayerSpec> experts, LinearSpec gates, int groups)
    {
        var h_XOB = pass.Experts(pass.X_DB, experts);
        var (width, samples) = (h_XOB.size(1), h_XOB.size(2));
        var gate_MSB = pass.Linear(pass.X_DB, gates).view(groups, GroupExperts, samples).softmax(1);
        return h_XOB.view(groups, GroupExperts, width, samples).Times(gate_MSB.unsqueeze(2)).sum([1]);
    }

    /// <returns>[M, B], 1 at each sample's domain.</returns>
    private Tensor Own(BaselinePass pass)
    {
        var samples = (int)pass.X_DB.size(1);
        var own = new float[Shape.Domains * samples];
        foreach (var group in pass.Groups) own.AsSpan(group.Domain * samples + group.Start, group.Count).Fill(1);
        return HostMemory.ToTensor<float>(own, [Shape.Domains, samples], pass.X_DB.device);
    }
}
