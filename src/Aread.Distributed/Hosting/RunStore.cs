namespace Aread.Distributed.Hosting;

/// <summary>The grain storage of a cluster. A state that another has written meanwhile is refused with an InconsistentStateException.</summary>
/// <remarks>
/// Orleans' ADO.NET storage reads text keys that look like hexadecimal numbers as numbers: to it, <c>a</c>, <c>A</c> and <c>0a</c> are one grain. Keys
/// that a user chooses need something in front that is no such digit, such as <c>run/a</c>.
/// </remarks>
public static class RunStore
{
    /// <summary>To be named by <c>[PersistentState("state", RunStore.Name)]</c>.</summary>
    public const string Name = "runs";
}
