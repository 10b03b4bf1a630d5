namespace Aread.Distributed.Tests.Synchronization;

internal sealed record WireMessage(string Name, int Bytes);
