using Aread.Data;
using Aread.Data.Import;

namespace Aread.Serving;

/// <summary>A field of the model and how a sample's value becomes its id.</summary>
/// <param name="Input">Name of the value in a sample; fields made of one time share theirs.</param>
/// <param name="FirstRow">The row of id 0 in the embedding table.</param>
/// <param name="Rows">Ids, and so rows.</param>
/// <param name="Vocabulary">File with its values as a JSON array: value i has id i + 1.</param>
/// <param name="AllowMissing">The empty text is a value.</param>
/// <param name="TimeFormat">Of what a weekday or hour is taken from.</param>
/// <param name="Cuts">Of bins, ascending.</param>
public sealed record ServedField(
    string Name,
    FieldRole Role,
    FieldEncoding Encoding,
    string Input,
    int FirstRow,
    int Rows,
    string Vocabulary,
    bool AllowMissing,
    TimeFormat? TimeFormat,
    IReadOnlyList<double>? Cuts);
