namespace Aread.Distributed.Hosting;

/// <summary>The grain storage of a cluster.</summary>
public static class RunStore
{
    /// <summary>To be named by <c>[PersistentState("state", RunStore.Name)]</c>.</summary>
    public const string Name = "runs";
}
