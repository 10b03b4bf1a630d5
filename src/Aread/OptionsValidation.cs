using System.Collections;
using System.ComponentModel.DataAnnotations;
using System.Globalization;
using System.Reflection;

namespace Aread;

/// <summary>
/// Checks options against the attributes of their records (<see cref="RangeAttribute"/>, <see cref="MinLengthAttribute"/>, <see cref="EachInRangeAttribute"/>, ...),
/// section by section, and against what a record itself demands of its values together (<see cref="IValidatableObject"/>).
/// </summary>
public static class OptionsValidation
{
    private static readonly NullabilityInfoContext Nullability = new();

    /// <param name="options"><see cref="AreadOptions"/> or another record of options.</param>
    /// <param name="section">The section of the configuration that the record itself is; null = its properties are sections.</param>
    /// <exception cref="AreadException">Some options cannot be used; the message lists all of them with key, value and range.</exception>
    public static void Check(object options, string? section = null)
    {
        var faults = Find(options, section);
        if (faults.Count == 0) return;
        var lines = faults.Select(fault => $"{Environment.NewLine}  {fault}");
        throw new AreadException($"{(faults.Count == 1 ? "An option" : $"{faults.Count} options")} cannot be used:{string.Concat(lines)}");
    }

    /// <summary>Everything wrong with the options, in the order of their declaration; empty if they can be used.</summary>
    public static IReadOnlyList<OptionFault> Find(object options, string? section = null)
    {
        var faults = new List<OptionFault>();
        Visit(options, section is null ? "" : $"{section}:", faults);
        return faults;
    }

    private static void Visit(object section, string prefix, List<OptionFault> faults)
    {
        var known = faults.Count;
        foreach (var property in section.GetType().GetProperties(BindingFlags.Public | BindingFlags.Instance).Where(property => property.CanWrite))
        {
            var key = prefix + property.Name;
            var value = property.GetValue(section);
            if (value is not null && IsSection(property.PropertyType)) Visit(value, $"{key}:", faults);
            else if (Requirement(property, value) is { } requirement) faults.Add(new OptionFault(key, Describe(value), requirement));
        }
        if (section is not IValidatableObject together || faults.Count > known) return;
        foreach (var result in together.Validate(new ValidationContext(section)))
        {
            var names = result.MemberNames.ToArray();
            var values = names.Select(name => Describe(section.GetType().GetProperty(name)?.GetValue(section)));
            faults.Add(new OptionFault(string.Join(", ", names.Select(name => prefix + name)), string.Join(", ", values), result.ErrorMessage ?? "not valid."));
        }
    }

    private static bool IsSection(Type type) => type is { IsClass: true, IsArray: false } && type.Assembly == typeof(AreadOptions).Assembly;

    private static string? Requirement(PropertyInfo property, object? value)
    {
        if (value is null)
        {
            var isOptional = Nullable.GetUnderlyingType(property.PropertyType) is not null || Nullability.Create(property).WriteState == NullabilityState.Nullable;
            return isOptional ? null : "must be given.";
        }
        if (property.PropertyType.IsEnum && !Enum.IsDefined(property.PropertyType, value))
            return $"must be one of {string.Join(", ", Enum.GetNames(property.PropertyType))}.";
        var broken = property.GetCustomAttributes<ValidationAttribute>(inherit: true).FirstOrDefault(attribute => !attribute.IsValid(value));
        return broken switch
        {
            null => null,
            RequiredAttribute => "must be given.",
            RangeAttribute range => $"must be from {Describe(range.Minimum)} to {Describe(range.Maximum)}.",
            EachInRangeAttribute range => $"every entry must be from {range.Minimum} to {range.Maximum}.",
            MinLengthAttribute length => $"must have at least {length.Length} {(length.Length == 1 ? "entry" : "entries")}.",
            _ => broken.FormatErrorMessage(property.Name),
        };
    }

    private static string Describe(object? value) => value switch
    {
        null => "nothing",
        string text => $"'{text}'",
        IEnumerable list => $"[{string.Join(", ", list.Cast<object?>().Select(Describe))}]",
        IFormattable number => number.ToString(null, CultureInfo.InvariantCulture),
        _ => value.ToString() ?? "",
    };
}
