using System.Text.Json;
using Aread.Hemp;

namespace Aread.Tests.Fixtures;

/// <summary>Masks and gate means of fixture files, in the order of <see cref="MaskShape"/>.</summary>
public static class FixtureMasks
{
    public static MaskShape Shape(this JsonElement element) => new(element.Ints("towers"));

    /// <summary>A mask given as one tensor per edge level.</summary>
    public static ExpertMask Mask(this JsonElement element, string name, MaskShape shape) => Read(element.GetProperty(name), shape);

    public static ExpertMask? MaskOrNull(this JsonElement element, string name, MaskShape shape) =>
        element.GetProperty(name) is { ValueKind: not JsonValueKind.Null } levels ? Read(levels, shape) : null;

    /// <summary>Gate means given as one tensor per inner level, keyed by level; 0 for the source and output edges.</summary>
    public static double[] Gates(this JsonElement element, string name, MaskShape shape)
    {
        var gates = new double[shape.Edges];
        foreach (var level in element.GetProperty(name).EnumerateObject())
            FixtureTensor.Read(level.Value).Data.CopyTo(gates.AsSpan(shape.LevelRange(int.Parse(level.Name))));
        return gates;
    }

    private static ExpertMask Read(JsonElement levels, MaskShape shape) =>
        new(shape, levels.EnumerateArray().SelectMany(level => FixtureTensor.Read(level).Booleans()).ToArray());
}
