namespace Aread.Data.Revision;

/// <summary>
/// From the ids of a domain in one data set to those of another. Values that the other does not know get ids after its last, if the domain's train
/// samples have them; else they are unseen.
/// </summary>
internal sealed class ValueTranslation
{
    private readonly int[][] _ids;
    private readonly int _sourcePadding;
    private readonly int _padding;

    private ValueTranslation(Dataset source, DomainSpec domain, IReadOnlyList<IReadOnlyList<string>> values, int[][] ids, int padding) =>
        (Source, Domain, Values, _ids, _sourcePadding, _padding) = (source, domain, values, ids, source.Manifest.PaddingId, padding);

    public Dataset Source { get; }

    public DomainSpec Domain { get; }

    /// <summary>By field: the values after, of which those before come first.</summary>
    public IReadOnlyList<IReadOnlyList<string>> Values { get; }

    /// <exception cref="AreadException">The data sets do not fit, or the source has no train samples of the domain.</exception>
    public static async Task<ValueTranslation> CreateAsync(Dataset current, Dataset source, string domain, CancellationToken cancellationToken)
    {
        RequireSameFields(current, source);
        var spec = source.Manifest.Domains.FirstOrDefault(known => known.Name == domain)
            ?? throw new AreadException($"{source.Directory} has no domain '{domain}'. It has {DomainNames.Of(source.Manifest)}.");
        if (spec.Train.IsEmpty) throw new AreadException($"Domain '{domain}' of {source.Directory} has no train samples. Import it with a larger train share.");

        var fields = current.Manifest.Fields;
        var used = await InTrainAsync(source, spec, cancellationToken);
        var (values, ids) = (new List<string>[fields.Count], new int[fields.Count][]);
        for (var field = 0; field < fields.Count; field++)
        {
            values[field] = [.. await VocabularyFile.ReadAsync(current, fields[field], cancellationToken)];
            var theirs = await VocabularyFile.ReadAsync(source, source.Manifest.Fields[field], cancellationToken);
            if (fields[field].Role == FieldRole.Numeric && !values[field].SequenceEqual(theirs))
                throw new AreadException($"Field '{fields[field].Name}' is numeric, and {source.Directory} cuts it into other bins than {current.Directory}. A run keeps the bins it was begun with, and an import makes its own unless its schema has \"cuts\": give both schemas the same, leave the numeric column out of both, or begin a run with all data.");
            ids[field] = fields[field].Role == FieldRole.Domain ? [] : Known(values[field], theirs);
            if (fields[field].Role is FieldRole.Numeric or FieldRole.Domain) continue;
            for (var id = 1; id < ids[field].Length; id++)
            {
                if (!used[field][id] || ids[field][id] > 0) continue;
                values[field].Add(theirs[id - 1]);
                ids[field][id] = values[field].Count;
            }
        }
        var names = values[current.Manifest.DomainFieldIndex];
        if (!names.Contains(domain)) names.Add(domain);
        ids[current.Manifest.DomainFieldIndex] = [.. Enumerable.Repeat(1 + names.IndexOf(domain), source.Manifest.Fields[source.Manifest.DomainFieldIndex].VocabularySize)];
        return new ValueTranslation(source, spec, values, ids, values[current.Manifest.ItemFieldIndex].Count + 1);
    }

    public SampleBlock Translate(SampleBlock samples)
    {
        var ids = new int[samples.Ids.Length];
        var items = _ids[Source.Manifest.ItemFieldIndex];
        for (var i = 0; i < ids.Length; i++)
        {
            var (column, id) = (i % samples.Columns, samples.Ids[i]);
            ids[i] = column < _ids.Length ? _ids[column][id] : id == _sourcePadding ? _padding : items[id];
        }
        return new SampleBlock(samples.Columns, ids, samples.Labels);
    }

    /// <returns>By id of theirs; 0 where ours has no such value.</returns>
    private static int[] Known(List<string> ours, IReadOnlyList<string> theirs)
    {
        var known = new Dictionary<string, int>(StringComparer.Ordinal);
        for (var i = 0; i < ours.Count; i++) known[ours[i]] = i + 1;
        return [0, .. theirs.Select(value => known.GetValueOrDefault(value))];
    }

    /// <returns>By field and id: whether a train sample of the domain has it.</returns>
    private static async Task<bool[][]> InTrainAsync(Dataset source, DomainSpec domain, CancellationToken cancellationToken)
    {
        bool[][] used = [.. source.Manifest.Fields.Select(field => new bool[field.VocabularySize])];
        await using var train = await source.OpenPartitionAsync(domain, Split.Train, cancellationToken);
        for (var group = 0; group < train.RowGroupSamples.Count; group++)
        {
            var samples = await train.ReadRowGroupAsync(group, cancellationToken);
            for (var row = 0; row < samples.Count; row++)
                for (var field = 0; field < used.Length; field++) used[field][samples.Sample(row)[field]] = true;
        }
        return used;
    }

    private static void RequireSameFields(Dataset current, Dataset source)
    {
        var (ours, theirs) = (Describe(current.Manifest), Describe(source.Manifest));
        if (ours != theirs) throw new AreadException($"{source.Directory} was made with another schema: it has {theirs}; {current.Directory} has {ours}. Import it with the schema of the run's data set.");
    }

    private static string Describe(DatasetManifest manifest) => string.Join(", ",
        manifest.Fields.Select(field => $"{field.Name} ({field.Role})").Concat(manifest.Sequences.Select(sequence => $"{sequence.Name} (sequence of {sequence.Length})")));
}
