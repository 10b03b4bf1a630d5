using System.ComponentModel.DataAnnotations;
using System.Globalization;
using System.Reflection;
using System.Text.Json.Nodes;
using Aread.Distributed.Hosting;
using Aread.Host.Web;

namespace Aread.Host.Configuration;

/// <summary>One key that can be configured: a property of a section of <see cref="AreadOptions"/>, or of the cluster's.</summary>
internal sealed class OptionKey(string section, PropertyInfo property, object? defaultValue)
{
    private readonly Type _type = Nullable.GetUnderlyingType(property.PropertyType) ?? property.PropertyType;

    public string Section { get; } = section;

    public string Name { get; } = property.Name;

    /// <summary><c>Training:BatchSize</c>.</summary>
    public string Path => $"{Section}:{Name}";

    public object? Default { get; } = defaultValue;

    /// <summary>Whether it is one of a run's options, which its <c>options.json</c> holds.</summary>
    public bool IsOfRun => Section is not (ClusterOptions.Section or WebOptions.Section);

    /// <summary>Whether its value must not be seen by others.</summary>
    public bool IsSecret => property.IsDefined(typeof(SecretAttribute));

    /// <summary>What a value looks like: "a whole number from 2 to 10000000".</summary>
    public string Expected
    {
        get
        {
            var range = property.GetCustomAttribute<RangeAttribute>();
            var limits = range is null ? "" : string.Create(CultureInfo.InvariantCulture, $" from {range.Minimum} to {range.Maximum}");
            if (IsList) return "a list of whole numbers such as 3,6,12";
            if (_type == typeof(bool)) return "true or false";
            if (_type.IsEnum) return "one of " + string.Join(", ", Enum.GetNames(_type));
            if (_type == typeof(double)) return "a number" + limits;
            return _type == typeof(string) ? "text" : "a whole number" + limits;
        }
    }

    private bool IsOptional { get; } = new NullabilityInfoContext().Create(property).WriteState == NullabilityState.Nullable;

    private bool IsList => _type == typeof(IReadOnlyList<int>);

    /// <summary>The value as JSON; null for an empty text where a key may have no value.</summary>
    /// <exception cref="FormatException">The text is no such value.</exception>
    public JsonNode? Parse(string text)
    {
        var value = text.Trim();
        if (value.Length == 0 && IsOptional) return null;
        if (IsList) return new JsonArray([.. value.Split(',').Select(part => (JsonNode)int.Parse(part, NumberStyles.Integer, CultureInfo.InvariantCulture))]);
        if (_type == typeof(bool)) return bool.Parse(value);
        if (_type == typeof(int)) return int.Parse(value, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture);
        if (_type == typeof(long)) return long.Parse(value, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture);
        if (_type == typeof(double)) return Finite(double.Parse(value, NumberStyles.Float, CultureInfo.InvariantCulture));
        if (_type == typeof(string)) return value;
        var name = Array.Find(Enum.GetNames(_type), name => name.Equals(value, StringComparison.OrdinalIgnoreCase));
        return name ?? throw new FormatException();
    }

    private static double Finite(double value) => double.IsFinite(value) ? value : throw new FormatException();
}
