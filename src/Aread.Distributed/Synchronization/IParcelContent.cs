namespace Aread.Distributed.Synchronization;

/// <summary>What can be sent as a parcel.</summary>
public interface IParcelContent
{
    /// <summary>Bytes that it takes in a message, about.</summary>
    long WireBytes { get; }
}
