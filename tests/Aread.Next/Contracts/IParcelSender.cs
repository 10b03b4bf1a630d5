using Aread.Distributed.Synchronization;
using Orleans.CodeGeneration;
using Orleans.Concurrency;
using Orleans.Runtime;

namespace Aread.Distributed.Contracts;

/// <summary>A grain that hands out what is too large for one message; see <see cref="Parcel{T}"/>.</summary>
[Version(2)]
[Alias("Aread.IParcelSender")]
[GrainInterfaceType("Aread.IParcelSender")]
public interface IParcelSender : IGrain
{
    /// <summary>Makes a parcel ready to be fetched.</summary>
    /// <returns>Its bytes.</returns>
    /// <exception cref="GrainLostException">The grain has no such parcel.</exception>
    [Alias("PackParcel")]
    [AlwaysInterleave]
    Task<int> PackParcelAsync(long number);

    /// <summary>A piece of a parcel, of <see cref="WireLimit.Bytes"/> or what is left.</summary>
    /// <param name="number">The parcel's.</param>
    /// <param name="offset">First byte.</param>
    /// <exception cref="GrainLostException">The grain has no such parcel.</exception>
    [Alias("ReadParcel")]
    [AlwaysInterleave]
    Task<Blob<byte>> ReadParcelAsync(long number, int offset);
}
