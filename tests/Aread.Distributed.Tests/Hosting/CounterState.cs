namespace Aread.Distributed.Tests.Hosting;

[GenerateSerializer]
public sealed record CounterState([property: Id(0)] int Count)
{
    public CounterState()
        : this(0)
    {
    }
}
