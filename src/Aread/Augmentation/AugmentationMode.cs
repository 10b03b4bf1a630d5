namespace Aread.Augmentation;

/// <summary>What makes an item unpopular.</summary>
public enum AugmentationMode
{
    /// <summary>It was shown seldom.</summary>
    Exposure,

    /// <summary>A small share of those who saw it liked it.</summary>
    Popularity,
}
