namespace Aread.Data.Inspection;

/// <summary>Counts the samples of each split whose value of a field train does not have. Keeps 12 bytes for each value of the vocabulary.</summary>
internal sealed class UnseenCounts(FieldSpec field)
{
    private readonly int[][] _counts = [.. Enum.GetValues<Split>().Select(_ => new int[field.VocabularySize])];

    /// <param name="index">Of the field.</param>
    public void Add(Split split, SampleBlock samples, int index)
    {
        var counts = _counts[(int)split];
        for (var at = index; at < samples.Ids.Length; at += samples.Columns) counts[samples.Ids[at]]++;
    }

    /// <summary>Samples whose value has no id of its own, or no train sample.</summary>
    public long In(Split split)
    {
        long unseen = 0;
        for (var id = 0; id < field.VocabularySize; id++)
            if (id == 0 || _counts[(int)Split.Train][id] == 0) unseen += _counts[(int)split][id];
        return unseen;
    }
}
