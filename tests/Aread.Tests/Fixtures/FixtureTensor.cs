using System.Text.Json;

namespace Aread.Tests.Fixtures;

/// <summary>A tensor of a fixture file, flat and row-major.</summary>
public sealed record FixtureTensor(int[] Shape, double[] Data)
{
    private static readonly JsonSerializerOptions CamelCase = new(JsonSerializerDefaults.Web);

    public float[] Floats() => Array.ConvertAll(Data, value => (float)value);

    public long[] Longs() => Array.ConvertAll(Data, value => (long)value);

    public bool[] Booleans() => Array.ConvertAll(Data, value => value != 0);

    public static FixtureTensor Read(JsonElement element) => element.Deserialize<FixtureTensor>(CamelCase)!;
}
