using System.Reflection;

namespace Aread.Testing;

/// <summary>Names of members as the compiler and eng/BannedSymbols.txt write them.</summary>
internal static class DocumentationId
{
    public static string Of(MethodBase method)
    {
        if (method.IsSpecialName && method.Name.StartsWith("get_", StringComparison.Ordinal) && method.GetParameters().Length == 0)
            return $"P:{OfType(method.DeclaringType!)}.{method.Name[4..]}";
        var parameters = method.GetParameters();
        return $"M:{OfType(method.DeclaringType!)}.{(method.IsConstructor ? "#ctor" : method.Name)}"
            + (method.IsGenericMethod ? $"``{method.GetGenericArguments().Length}" : "")
            + (parameters.Length == 0 ? "" : $"({string.Join(",", parameters.Select(parameter => Reference(parameter.ParameterType)))})")
            + (method is MethodInfo { Name: "op_Implicit" or "op_Explicit" } conversion ? $"~{Reference(conversion.ReturnType)}" : "");
    }

    public static string OfType(Type type) => $"{(type.DeclaringType is { } outer ? OfType(outer) : type.Namespace)}.{type.Name}";

    private static string Reference(Type type)
    {
        if (type.IsByRef) return Reference(type.GetElementType()!) + "@";
        if (type.IsPointer) return Reference(type.GetElementType()!) + "*";
        if (type.IsArray) return Reference(type.GetElementType()!) + "[]";
        if (type.IsGenericParameter) return (type.DeclaringMethod is null ? "`" : "``") + type.GenericParameterPosition;
        return type.IsGenericType
            ? $"{OfType(type).Split('`')[0]}{{{string.Join(",", type.GetGenericArguments().Select(Reference))}}}"
            : OfType(type);
    }
}
