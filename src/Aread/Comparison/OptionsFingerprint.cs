using System.IO.Hashing;
using System.Text;

namespace Aread.Comparison;

/// <summary>Tells whether trainings were made alike.</summary>
public static class OptionsFingerprint
{
    /// <param name="options">Where they compute is left out, as is the seed.</param>
    /// <param name="clusters">Groups of domains that were trained with.</param>
    public static string Of(AreadOptions options, DomainClusters? clusters) => Convert.ToHexStringLower(XxHash3.Hash(Encoding.UTF8.GetBytes(AreadJson.Write(options with
    {
        Training = options.Training with { Seed = 0 },
        Compute = new ComputeOptions { ThreadsPerLane = options.Compute.ThreadsPerLane },
        Torch = new TorchOptions { Device = options.Torch.Device },
    }) + (clusters is null ? "" : AreadJson.Write(clusters.Groups)))));
}
