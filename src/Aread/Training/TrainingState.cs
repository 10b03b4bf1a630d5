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

    /// <summary>What became of the run's domains since it began, oldest first; null if nothing did.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<DomainChange>? Changes { get; init; }

    /// <summary>Batches of each domain that had been applied in the epoch under way when domains last changed in it; null if they did not.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<int>? EpochDone { get; init; }

    /// <summary>
    /// Set if domains changed: before training goes on, the masks of these domains are searched and all are evaluated, since scores of other
    /// domains cannot be compared.
    /// </summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<int>? Unsettled { get; init; }

    /// <summary>Where domains changed: the epoch to train to, in place of the option.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public int? LastEpoch { get; init; }

    /// <summary>All epochs are done: the last one, or so many without progress that there is none.</summary>
    public bool IsTrained(TrainingOptions options) => Epoch >= (LastEpoch ?? options.MaximumEpochs) || EpochsWithoutProgress >= options.Patience;
}
