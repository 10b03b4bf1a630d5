using Aread.Data.Synthesis;
using Aread.Host.Configuration;

namespace Aread.Host.Quickstart;

/// <summary>What a quickstart makes and trains.</summary>
internal sealed record QuickstartPlan(SynthesisOptions Data, AreadOptions Aread)
{
    public AreadOptions Base => BaseRecommender.Of(Aread);

    /// <summary>25 domains, sized so that all of it takes about three minutes on two processors.</summary>
    public static QuickstartPlan Standard(long seed)
    {
        var options = new AreadOptions();
        return new QuickstartPlan(
            new SynthesisOptions { Domains = 25, Samples = 300_000, Seed = seed },
            options with
            {
                Hei = options.Hei with { EmbeddingSize = 16, BottomWidths = [64, 32], CrossLayers = 2 },
                Hemp = options.Hemp with { SearchInterval = 800 },
                // A domain's gates tell it from others once its embedding has moved: on little data that takes small batches and longer steps.
                Training = options.Training with { Seed = seed, BatchSize = 256, LearningRate = 3e-3, MaximumEpochs = 5 },
            });
    }
}
