using Aread.Tensors;
using static TorchSharp.torch;

namespace Aread.Baselines;

/// <summary>
/// AutoInt: the vectors of the inputs attend to each other, layer by layer (Song, Shi, Xiao, Duan, Xu, Zhang, Tang: "AutoInt: Automatic Feature
/// Interaction Learning via Self-Attentive Neural Networks", CIKM 2019, eq. 5 to 8; the logit is eq. 9).
/// </summary>
/// <remarks>
/// The model of the paper without a deep network beside it: products are not scaled, and nothing has a bias but the logit. Three layers of two heads,
/// which are together as wide as a vector; no dropout between layers. One model for all domains.
/// Shape letters here: H heads, K numbers of a head, A = H * K.
/// </remarks>
public sealed class AutoInt : Baseline
{
    internal const int Heads = 2;
    internal const int Layers = 3;

    private readonly IReadOnlyList<Attention> _layers;
    private readonly LinearSpec _head;

    public AutoInt(BaselineShape shape) : base(shape)
    {
        HeadSize = Math.Max(1, shape.EmbeddingSize / Heads);
        _layers = [.. Enumerable.Range(0, Layers).Select(i => AddAttention($"layers.{i}", i == 0 ? shape.EmbeddingSize : Heads * HeadSize))];
        _head = AddLinear("head", shape.Inputs * Heads * HeadSize, 1);
    }

    /// <summary>K.</summary>
    internal int HeadSize { get; }

    public override Tensor Forward(BaselinePass pass)
    {
        var (inputs, samples) = (pass.Inputs_FEB.size(0), pass.Inputs_FEB.size(2));
        var h_AFB = pass.Inputs_FEB.transpose(0, 1);
        foreach (var layer in _layers) h_AFB = Attend(pass, layer, h_AFB);
        return pass.Head(h_AFB.transpose(0, 1).reshape(inputs * Heads * HeadSize, samples), _head);
    }

    /// <summary>An input's new vector: all inputs' values, weighed by softmax(query . key) (eq. 5 to 7), and its own times a matrix (eq. 8).</summary>
    private Tensor Attend(BaselinePass pass, Attention layer, Tensor h_AFB)
    {
        var (inputs, samples) = (h_AFB.size(1), h_AFB.size(2));
        var flat = h_AFB.reshape(h_AFB.size(0), inputs * samples);
        Tensor OfHeads(int weight) =>
            pass[weight].mm(flat).view(Heads, HeadSize, inputs, samples).permute(0, 3, 2, 1).reshape(Heads * samples, inputs, HeadSize);

        var weights = OfHeads(layer.Query).bmm(OfHeads(layer.Key).transpose(1, 2)).softmax(2);
        var attended = weights.bmm(OfHeads(layer.Value)).view(Heads, samples, inputs, HeadSize).permute(0, 3, 2, 1);
        var own_AFB = pass[layer.Residual].mm(flat).view(Heads * HeadSize, inputs, samples);
        return attended.reshape(Heads * HeadSize, inputs, samples).Plus(own_AFB).relu();
    }

    private Attention AddAttention(string name, int input)
    {
        int Matrix(string use) => Add($"{name}.{use}", [Heads * HeadSize, input], penalised: true, initialRange: InverseRoot(input));
        return new Attention(Matrix("query"), Matrix("key"), Matrix("value"), Matrix("residual"));
    }

    /// <summary>Numbers of the parameters of a layer, [A, I] each.</summary>
    private sealed record Attention(int Query, int Key, int Value, int Residual);
}
