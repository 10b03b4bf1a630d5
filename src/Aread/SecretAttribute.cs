namespace Aread;

/// <summary>An option whose value must not be seen by others: it cannot be given as an argument, and is never written anywhere.</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class SecretAttribute : Attribute;
