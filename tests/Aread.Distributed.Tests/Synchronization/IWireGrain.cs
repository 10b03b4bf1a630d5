using Aread.Distributed.Contracts;
using Aread.Distributed.Synchronization;

namespace Aread.Distributed.Tests.Synchronization;

/// <summary>Sends and receives what runs send, to see how it travels.</summary>
public interface IWireGrain : IGrainWithStringKey, IParcelSender
{
    /// <summary>The silo it lives in.</summary>
    Task<string> WhereAsync();

    /// <summary>Weights 0, 1, 2, ...</summary>
    Task<Parcel<DenseWeights>> SendAsync(int count);

    /// <summary>Fetches a parcel from another grain, and hands it on to this one again as an argument.</summary>
    Task<WireReceipt> ReceiveAsync(IWireGrain sender, int count);

    Task ThrowAsync(string type, string message);

    /// <summary>A reply of a program of that version.</summary>
    Task<RunStatus> ReplyAsync(int version);

    /// <summary>Asks another grain for one.</summary>
    Task<RunStatus> PassAsync(IWireGrain other, int version);
}
