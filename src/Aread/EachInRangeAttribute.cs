using System.ComponentModel.DataAnnotations;

namespace Aread;

/// <summary>Every entry of a list of whole numbers lies between two bounds, both included.</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class EachInRangeAttribute(int minimum, int maximum) : ValidationAttribute
{
    public int Minimum { get; } = minimum;

    public int Maximum { get; } = maximum;

    public override bool IsValid(object? value) => value is not IEnumerable<int> entries || entries.All(entry => entry >= Minimum && entry <= Maximum);
}
