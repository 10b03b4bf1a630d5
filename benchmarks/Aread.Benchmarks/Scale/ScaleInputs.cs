namespace Aread.Benchmarks.Scale;

/// <summary>What was measured on one machine, in bytes, rows and seconds; <c>cluster</c> writes it, <see cref="ScaleModel"/> computes with it.</summary>
internal sealed record ScaleInputs
{
    /// <summary>L, numbers in the dense weights and in their gradient.</summary>
    public required int DenseWeights { get; init; }

    /// <summary>Numbers that travel with the weights and with the answer of each batch.</summary>
    public required int RunningStatistics { get; init; }

    public required int EmbeddingSize { get; init; }

    public required int EmbeddingRows { get; init; }

    public required int BatchSize { get; init; }

    /// <summary>Distinct embedding rows of a batch, mean.</summary>
    public required double RowsPerBatch { get; init; }

    /// <summary>Forward and backward of a batch in a lane of one processor core, index of rows included.</summary>
    public required double ProcessorBatchSeconds { get; init; }

    /// <summary>Adam on the dense weights.</summary>
    public required double AdamSeconds { get; init; }

    /// <summary>Fixed-point sums to a mean.</summary>
    public required double MeanSeconds { get; init; }

    /// <summary>One silo's fixed-point sums added.</summary>
    public required double AddSeconds { get; init; }

    /// <summary>Weights made a message, for one silo.</summary>
    public required double PackSeconds { get; init; }

    /// <summary>One silo's gradient taken from its message.</summary>
    public required double UnpackSeconds { get; init; }

    /// <summary>Adam on one embedding row.</summary>
    public required double RowSeconds { get; init; }

    /// <summary>Bytes that were sent over the least that must be.</summary>
    public required double WireFactor { get; init; }

    /// <summary>A step that the model can be held to: on two silos of one lane each, of so many batches.</summary>
    public required int MeasuredBatchesPerStep { get; init; }

    public required double MeasuredStepSeconds { get; init; }

    /// <summary>Batches of a step over those of the silo that had the most of them; two silos reach at most 2.</summary>
    public required double MeasuredBalance { get; init; }

    public static ScaleInputs Read(string path) => AreadJson.ReadFile<ScaleInputs>(path);

    public void Write(string path) => File.WriteAllText(path, System.Text.Json.JsonSerializer.Serialize(this, AreadJson.Indented) + "\n");
}
