namespace Aread.Distributed.Tests.Synchronization;

/// <summary>How a parcel came.</summary>
/// <param name="IsWhole">In the message itself.</param>
/// <param name="IsSame">By reference.</param>
/// <param name="IsIntact">Every number is what it was.</param>
/// <param name="IsGone">Its sender has it no more.</param>
[GenerateSerializer]
public sealed record WireReceipt([property: Id(0)] bool IsWhole, [property: Id(1)] bool IsSame, [property: Id(2)] bool IsIntact, [property: Id(3)] bool IsGone);
