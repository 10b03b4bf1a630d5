namespace Aread.Hei;

/// <summary>What stands between a dense layer and its ReLU.</summary>
public enum Normalization
{
    Batch,
    Layer,
    None,
}
