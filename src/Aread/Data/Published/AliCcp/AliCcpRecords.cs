using System.Runtime.CompilerServices;

namespace Aread.Data.Published.AliCcp;

/// <summary>What is kept of a line of common features.</summary>
internal struct CommonRecord
{
    public UInt128 Index;
    public CommonIds Ids;
    public FeatureNumbers Numbers;

    /// <summary>Line of the file, from 1.</summary>
    public uint Line;
}

/// <summary>What is kept of a line of a sample skeleton.</summary>
internal struct SampleRecord
{
    /// <summary>Of its common features.</summary>
    public UInt128 Index;
    public SampleIds Ids;
    public FeatureNumbers Numbers;

    /// <summary>Line of the file, from 1.</summary>
    public uint Line;
    public byte Click;
    public byte Purchase;
    public byte Split;
}

/// <summary>A sample with its common features.</summary>
internal struct JoinedRecord
{
    public JoinedIds Ids;
    public JoinedNumbers Numbers;
    public byte Click;
    public byte Purchase;
    public byte Split;

    public static JoinedRecord Of(in SampleRecord sample, in CommonRecord common)
    {
        var joined = new JoinedRecord { Click = sample.Click, Purchase = sample.Purchase, Split = sample.Split };
        Span<int> ids = joined.Ids;
        ReadOnlySpan<int> commonIds = common.Ids;
        commonIds[..AliCcpFields.Item].CopyTo(ids);
        ((ReadOnlySpan<int>)sample.Ids).CopyTo(ids[AliCcpFields.Item..]);
        commonIds[AliCcpFields.Item..].CopyTo(ids[(AliCcpFields.Item + AliCcpFields.SampleCount)..]);
        Span<float> numbers = joined.Numbers;
        ((ReadOnlySpan<float>)common.Numbers).CopyTo(numbers);
        ((ReadOnlySpan<float>)sample.Numbers).CopyTo(numbers[AliCcpFields.NumberCount..]);
        return joined;
    }
}

[InlineArray(AliCcpFields.CommonCount)]
internal struct CommonIds
{
    private int _first;
}

[InlineArray(AliCcpFields.SampleCount)]
internal struct SampleIds
{
    private int _first;
}

[InlineArray(AliCcpFields.CommonCount + AliCcpFields.SampleCount)]
internal struct JoinedIds
{
    private int _first;
}

[InlineArray(AliCcpFields.NumberCount)]
internal struct FeatureNumbers
{
    private float _first;
}

[InlineArray(2 * AliCcpFields.NumberCount)]
internal struct JoinedNumbers
{
    private float _first;
}
