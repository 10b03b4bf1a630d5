using Parquet;
using Parquet.Schema;

namespace Aread.Data;

/// <summary>The values of a field by id: what turns the model's ids back into the user's words.</summary>
public static class VocabularyFile
{
    private static readonly DataField<int> Id = new("id", nullable: false);
    private static readonly DataField<string> Value = new("value", nullable: false);
    private static readonly DataField<long> Count = new("count", nullable: false);

    internal static async Task WriteAsync(StagedDirectory directory, string name, FieldDraft field, CancellationToken cancellationToken)
    {
        await using var file = new BufferedStream(directory.Create(name), 1 << 16);
        await using var writer = await ParquetWriter.CreateAsync(new ParquetSchema(Id, Value, Count), file, cancellationToken: cancellationToken);
        using var group = writer.CreateRowGroup();
        await group.WriteAsync<int>(Id, Enumerable.Range(1, field.Values.Count).ToArray().AsMemory(), null, null, cancellationToken);
        await group.WriteAsync(Value, field.Values.ToArray(), null);
        await group.WriteAsync<long>(Count, (field.Counts?.ToArray() ?? new long[field.Values.Count]).AsMemory(), null, null, cancellationToken);
    }

    /// <returns>The value of id i + 1 at index i.</returns>
    /// <exception cref="DataFormatException">The file is missing or damaged.</exception>
    public static async Task<IReadOnlyList<string>> ReadAsync(Dataset dataset, FieldSpec field, CancellationToken cancellationToken = default)
    {
        var path = Path.Combine(dataset.Directory, field.VocabularyFile);
        try
        {
            await using var reader = await ParquetReader.CreateAsync(path, cancellationToken: cancellationToken);
            using var group = reader.OpenRowGroupReader(0);
            var values = new string?[group.RowCount];
            await group.ReadAsync(reader.Schema.DataFields.Single(column => column.Name == Value.Name), values.AsMemory(), null, cancellationToken);
            return Array.ConvertAll(values, value => value ?? throw new InvalidDataException("a value is missing"));
        }
        catch (Exception fault) when (fault is not OperationCanceledException)
        {
            throw new DataFormatException(path, null, Value.Name, $"The vocabulary cannot be read: {fault.Message.TrimEnd('.')}.", "Make the data set again.", fault);
        }
    }
}
