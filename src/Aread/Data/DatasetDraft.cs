namespace Aread.Data;

/// <summary>Everything about a data set to be written but its samples.</summary>
/// <param name="Domains">Names; each is a value of the domain field.</param>
public sealed record DatasetDraft(
    string Name,
    IReadOnlyList<FieldDraft> Fields,
    string ItemField,
    string DomainField,
    IReadOnlyList<SequenceSpec> Sequences,
    IReadOnlyList<string> Domains);
