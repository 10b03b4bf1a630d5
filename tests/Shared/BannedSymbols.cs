using System.Reflection;

namespace Aread.Testing;

/// <summary>eng/BannedSymbols.txt, read as the analyzer reads it, and applied to compiled code, where nothing can be suppressed.</summary>
internal sealed class BannedSymbols
{
    private readonly HashSet<string> _entries;

    public BannedSymbols() => _entries = [.. File.ReadLines(Path.Combine(Repository.Root, "eng", "BannedSymbols.txt"))
        .Where(line => line.Length > 0 && !line.StartsWith("//", StringComparison.Ordinal)).Select(line => line.Split(';')[0])];

    public IReadOnlyCollection<string> Entries => _entries;

    /// <summary>The member itself, a type around it, or its namespace is banned; or it makes something of such a type.</summary>
    public bool Bans(MethodBase method) =>
        _entries.Contains(DocumentationId.Of(method)) || BansType(method.DeclaringType!) || (method is MethodInfo { ReturnType: { IsGenericParameter: false } made } && BansType(made));

    /// <summary>"caller -> banned member" for every such call in an assembly.</summary>
    public IEnumerable<string> CallsIn(Assembly assembly) =>
        from caller in IlCalls.Methods(assembly)
        from called in IlCalls.Of(caller).Distinct()
        where Bans(called)
        select $"{DocumentationId.OfType(Outermost(caller.DeclaringType!))} -> {DocumentationId.Of(called)}";

    private bool BansType(Type type) =>
        _entries.Contains($"N:{type.Namespace}") || _entries.Contains($"T:{DocumentationId.OfType(type)}") || (type.DeclaringType is { } outer && BansType(outer));

    private static Type Outermost(Type type) => type.DeclaringType is { } outer ? Outermost(outer) : type;
}
