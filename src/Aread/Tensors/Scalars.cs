using System.Collections.Concurrent;
using TorchSharp;

namespace Aread.Tensors;

#pragma warning disable RS0030 // This is the place where scalars are made; static fields keep them.

/// <summary>Rooted scalars: a native call must never outlive the managed scalar it was given.</summary>
public static class Scalars
{
    public static readonly Scalar One = 1f;
    public static readonly Scalar MinusOne = -1f;
    private static readonly ConcurrentDictionary<double, Scalar> Cache = new();

    /// <summary>The scalar of a constant of the model or of the options; kept forever, so never call it with computed values.</summary>
    public static Scalar Of(double value) => Cache.GetOrAdd(value, static number => number.ToScalar());
}
