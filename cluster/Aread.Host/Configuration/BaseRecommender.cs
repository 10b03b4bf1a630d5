namespace Aread.Host.Configuration;

/// <summary>What AREAD is compared with: the same model with one expert above the bottom, and no masks.</summary>
internal static class BaseRecommender
{
    public static AreadOptions Of(AreadOptions options) => options with
    {
        Hei = options.Hei with { Experts = [1] },
        Hemp = options.Hemp with { Enabled = false },
    };
}
