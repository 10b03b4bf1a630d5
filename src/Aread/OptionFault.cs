namespace Aread;

/// <summary>An option that cannot be used.</summary>
/// <param name="Key">Configuration key, for example <c>Training:BatchSize</c>.</param>
/// <param name="Value">As it was given.</param>
/// <param name="Requirement">What it has to be.</param>
public sealed record OptionFault(string Key, string Value, string Requirement)
{
    public override string ToString() => $"{Key} = {Value}: {Requirement}";
}
