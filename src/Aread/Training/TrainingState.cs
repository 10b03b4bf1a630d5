using System.Text.Json.Serialization;

namespace Aread.Training;

/// <summary>How far a run is: with weights and masks all it takes to go on exactly as if it had never stopped.</summary>
public sealed record TrainingState
{
    /// <summary>Steps applied, warm-up included. Names the next step.</summary>
    public long Step { get; init; }

    /// <summary>Batches applied with masks. Searches are due at multiples of the search interval.</summary>
    [JsonPropertyName("maskedSteps")]
    public long MaskedBatches { get; init; }

    /// <summary>Epochs completed and evaluated.</summary>
    public int Epoch { get; init; }

    /// <summary>Batches applied in the epoch under way.</summary>
    [JsonPropertyName("epochStep")]
    public int EpochBatch { get; init; }

    public double? BestScore { get; init; }

    /// <summary>Epochs since the best one.</summary>
    public int EpochsWithoutProgress { get; init; }
}
