using TorchSharp;
using static TorchSharp.torch;

namespace Aread.Tests.Tensors;

/// <summary>What the tensor layer exists to prevent, one fault a method. Compiled, never run.</summary>
internal static class GoesAround
{
    public static Tensor Operator(Tensor a, Tensor b) => a + b;

    public static Tensor CompoundOperator(Tensor a, Tensor b)
    {
        a += b;
        return a;
    }

    public static Tensor ImplicitScalar(Tensor a) => a.clamp(0.5f, true);

    public static Tensor InALambda(Tensor a) => Enumerable.Range(0, 1).Select(_ => a.mul(2L)).First();

    public static IEnumerable<Tensor> InAnIterator(Tensor a)
    {
        yield return a.square();
    }

    public static Tensor HiddenScalar(Tensor a) => nn.functional.softplus(a);

    public static object Optimiser(IEnumerable<TorchSharp.Modules.Parameter> parameters) => optim.Adam(parameters);

    public static object Layer() => nn.Linear(3, 4);

    public static Tensor Dropout(Tensor a) => nn.functional.dropout(a);

    public static Tensor ProcessWideDraw() => rand(3);

    public static object ProcessWideSeed() => manual_seed(1);

    public static Tensor MethodGroup(Tensor a) => new[] { a }.Select(square).First();

    public static double SharedRandom() => Random.Shared.NextDouble();

    public static object OwnRandom() => new Random();

    public static Guid Identity() => Guid.NewGuid();

    public static DateTime Clock() => DateTime.Now;

    public static void Wait() => Thread.Sleep(1);
}
