namespace Aread.Distributed.Tests.Hosting;

/// <summary>Counts, and keeps the count in the grain storage of the cluster.</summary>
public interface ICounterGrain : IGrainWithStringKey
{
    Task<int> AddAsync();

    /// <summary>The silo it lives in.</summary>
    Task<string> WhereAsync();

    /// <summary>So many bytes, to see what fits a message.</summary>
    Task<byte[]> BytesAsync(int count);
}
