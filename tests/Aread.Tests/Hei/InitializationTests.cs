using Aread.Hei;
using Aread.Tensors;
using Aread.Training;
using static TorchSharp.torch;

namespace Aread.Tests.Hei;

public sealed class InitializationTests
{
    private const int Width = 64;

    /// <summary>He et al. 2015, sec. 2.2: with weights of variance 2 / I the signal neither dies nor explodes in depth. Nine layers are those on the way through AREAD.</summary>
    [Theory]
    [InlineData(Initialization.He, 0.05, 2)]
    [InlineData(Initialization.FanIn, 0, 1e-4)]
    public void What_samples_differ_by_comes_through_nine_layers(Initialization initialization, double least, double most)
    {
        using var scope = NewDisposeScope();
        using var noGradient = no_grad();
        var layers = new Layers(initialization);
        var weights = DenseTensors.Create(layers, new DenseState(layers, new TrainingOptions()).Weights, 1, trainable: false, TestDevice.Here);
        var stream = new RandomStream(7, "test");
        var x = HostMemory.ToTensor<float>([.. Enumerable.Range(0, Width * 512).Select(_ => (float)stream.NextNormal())], [1, 1, Width, 512], TestDevice.Here);
        var h = new ExpertStack(layers, weights, new ForwardMode(null, null)).Apply(x, layers.Stack);
        Assert.InRange(Spread(h) / Spread(x), least, most);
    }

    [Fact]
    public void Biases_start_at_zero_and_layers_without_a_ReLU_as_before()
    {
        var shape = ModelShape.Create(new HeiOptions { Initialization = Initialization.He }, new FeatureLayout([4, 4, 3], [], itemField: 1, domainField: 2));
        var layout = new DenseLayout(shape);
        foreach (var parameter in layout.Parameters.Where(parameter => parameter.Name.Contains(".layers.")))
        {
            if (parameter.Name.EndsWith(".weight")) Assert.Equal(Math.Sqrt(6.0 / parameter.Shape[^1]), parameter.InitialRange);
            if (parameter.Name.EndsWith(".bias")) Assert.Equal(0, parameter.InitialRange);
        }
        Assert.Equal(1 / Math.Sqrt(layout.Parameters[layout.Head].Shape[^1]), layout.Parameters[layout.Head].InitialRange);
    }

    /// <summary>Mean over neurons of the variance over samples. What He et al. keep is the second moment; a growing part of it is the mean, the same for all samples.</summary>
    private static double Spread(Tensor h_RXOB) => h_RXOB.Minus(h_RXOB.mean([3], keepdim: true)).Squared().mean().ToArray()[0];

    private sealed class Layers : ParameterLayout
    {
        public Layers(Initialization initialization) : base(Normalization.None, initialization, 0) => Stack = AddStack("deep", -1, 1, Width, [.. Enumerable.Repeat(Width, 9)]);

        public IReadOnlyList<LayerSpec> Stack { get; }
    }
}
