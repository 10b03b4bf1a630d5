using System.Runtime.InteropServices;
using Aread.Hei;
using Aread.Tensors;
using Aread.Training;
using static TorchSharp.torch;

namespace Aread.Hemp;

/// <summary>The numbers of an Adam step as tensors, so that parts with different step counts, or standing still, move in one call.</summary>
internal sealed record AdamFactors(Tensor Keep1, Tensor Take1, Tensor Keep2, Tensor Take2, Tensor Rate, Tensor InverseRootCorrection2)
{
    public const int Count = 6;

    /// <summary>Writes the factors of step <paramref name="step"/> (1, 2, ...) to column <paramref name="at"/>.</summary>
    public static void Fill(float[,] values, int at, AdamRule rule, int step)
    {
        values[0, at] = (float)rule.Beta1;
        values[1, at] = (float)(1 - rule.Beta1);
        values[2, at] = (float)rule.Beta2;
        values[3, at] = (float)(1 - rule.Beta2);
        values[4, at] = (float)(rule.LearningRate / (1 - Math.Pow(rule.Beta1, step)));
        values[5, at] = (float)(1 / Math.Sqrt(1 - Math.Pow(rule.Beta2, step)));
    }

    public static void FillUntouched(float[,] values, int at) => (values[0, at], values[2, at], values[5, at]) = (1, 1, 1);

    public static AdamFactors Upload(float[,] values, long[] shape, Device device)
    {
        var width = values.GetLength(1);
        var flat = HostMemory.ToTensor<float>(MemoryMarshal.CreateReadOnlySpan(ref values[0, 0], values.Length), [Count, width], device);
        var parts = new Tensor[Count];
        for (var i = 0; i < Count; i++) parts[i] = flat.select(0, i).view(shape);
        return new AdamFactors(parts[0], parts[1], parts[2], parts[3], parts[4], parts[5]);
    }

    /// <summary>Of [Z, all slices], the columns of one parameter, shaped to multiply with it.</summary>
    public AdamFactors Of(ParameterSpec spec, long dimensions) => new(
        Part(Keep1, spec, dimensions), Part(Take1, spec, dimensions), Part(Keep2, spec, dimensions),
        Part(Take2, spec, dimensions), Part(Rate, spec, dimensions), Part(InverseRootCorrection2, spec, dimensions));

    private static Tensor Part(Tensor all_ZS, ParameterSpec spec, long dimensions)
    {
        var shape = new long[dimensions];
        Array.Fill(shape, 1);
        (shape[0], shape[1]) = (all_ZS.size(0), spec.Slices);
        return all_ZS.narrow(1, spec.SliceOffset, spec.Slices).view(shape);
    }
}
