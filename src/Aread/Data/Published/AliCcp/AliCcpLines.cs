using System.Globalization;
using System.IO.Hashing;

namespace Aread.Data.Published.AliCcp;

/// <summary>
/// Reads lines of the published files. Indices of common features are kept as hashes of 128 bits: among a million of them, two that are equal
/// by chance have a probability of 10^-27.
/// </summary>
internal static class AliCcpLines
{
    private const int CommonCells = 3;
    private const int SampleCells = 6;

    private static readonly FeatureReader CommonFeatures = new(AliCcpFields.Common, AliCcpFields.CommonNumbers);
    private static readonly FeatureReader SampleFeatures = new(AliCcpFields.Sample, AliCcpFields.SampleNumbers);

    /// <summary>A line "index, number of features, features".</summary>
    /// <returns>What is wrong with it; null if nothing is.</returns>
    public static string? ReadCommon(ReadOnlySpan<byte> line, ref CommonRecord record)
    {
        Span<Range> cells = stackalloc Range[CommonCells + 1];
        if (LineCells.Cut(line, cells) != CommonCells) return $"The line does not have {CommonCells} cells.";
        if (line[cells[0]].IsEmpty) return "The index of common features is empty.";
        record.Index = XxHash128.HashToUInt128(line[cells[0]]);
        if (CommonFeatures.Read(line[cells[1]], line[cells[2]], record.Ids, record.Numbers) is { } fault) return fault;
        return record.Ids[AliCcpFields.User] == AliCcpFields.Missing ? "There is no user (field 101)." : null;
    }

    /// <summary>A line "sample, click, purchase, index of common features, number of features, features".</summary>
    /// <param name="sample">The sample's number.</param>
    /// <returns>What is wrong with it; null if nothing is.</returns>
    public static string? ReadSample(ReadOnlySpan<byte> line, ref SampleRecord record, out int sample)
    {
        sample = 0;
        Span<Range> cells = stackalloc Range[SampleCells + 1];
        if (LineCells.Cut(line, cells) != SampleCells) return $"The line does not have {SampleCells} cells.";
        if (!int.TryParse(line[cells[0]], NumberStyles.None, CultureInfo.InvariantCulture, out sample)) return "The sample's number is no whole number below 2^31.";
        if (!TryFlag(line[cells[1]], out record.Click)) return "The click is not 0 or 1.";
        if (!TryFlag(line[cells[2]], out record.Purchase)) return "The purchase is not 0 or 1.";
        if (line[cells[3]].IsEmpty) return "The index of common features is empty.";
        record.Index = XxHash128.HashToUInt128(line[cells[3]]);
        if (SampleFeatures.Read(line[cells[4]], line[cells[5]], record.Ids, record.Numbers) is { } fault) return fault;
        if (record.Ids[0] == AliCcpFields.Missing) return "There is no item (field 205).";
        return record.Ids[1] == AliCcpFields.Missing ? "There is no domain (field 206)." : null;
    }

    private static bool TryFlag(ReadOnlySpan<byte> cell, out byte flag)
    {
        flag = (byte)(cell is [(byte)'1'] ? 1 : 0);
        return flag == 1 || cell is [(byte)'0'];
    }
}
