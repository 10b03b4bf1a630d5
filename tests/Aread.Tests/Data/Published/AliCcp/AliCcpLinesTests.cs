using System.Text;
using Aread.Data.Published.AliCcp;

namespace Aread.Tests.Data.Published.AliCcp;

public sealed class AliCcpLinesTests
{
    private const string Item = "205\u0002900\u00031.0";
    private const string Domain = "206\u000240\u00031.0";
    private const string User = "101\u00027\u00031.0";

    [Fact]
    public void A_skeleton_line_gives_ids_and_numbers_of_its_fields()
    {
        var record = default(SampleRecord);

        var fault = AliCcpLines.ReadSample(Bytes($"12,1,0,ab01,5,{Item}\u0001{Domain}\u0001508\u000255\u00032.5\u0001999\u00021\u00031\u0001301\u00023\u00031"), ref record, out var sample);

        Assert.Null(fault);
        Assert.Equal((12, 1, 0), (sample, record.Click, record.Purchase));
        Assert.Equal([900, 40, -1, -1, -1, 55, -1, -1, -1, 3], ((ReadOnlySpan<int>)record.Ids).ToArray());
        Assert.Equal([2.5f, float.NaN, float.NaN, float.NaN], ((ReadOnlySpan<float>)record.Numbers).ToArray());
    }

    [Fact]
    public void Of_a_field_that_comes_several_times_the_last_one_counts()
    {
        var record = default(CommonRecord);

        var fault = AliCcpLines.ReadCommon(Bytes($"ab01,4,{User}\u0001109_14\u000211\u00030.5\u0001121\u00029\u00031\u0001109_14\u000212\u00030.25"), ref record);

        Assert.Null(fault);
        Assert.Equal([7, 9, -1, -1, -1, -1, -1, -1, -1, 12, -1, -1, -1], ((ReadOnlySpan<int>)record.Ids).ToArray());
        Assert.Equal(0.25f, record.Numbers[0]);
    }

    [Fact]
    public void Equal_indices_of_both_files_are_equal_in_both_records()
    {
        var (sample, common, other) = (default(SampleRecord), default(CommonRecord), default(CommonRecord));

        AliCcpLines.ReadSample(Bytes($"1,0,0,ab01,2,{Item}\u0001{Domain}"), ref sample, out _);
        AliCcpLines.ReadCommon(Bytes($"ab01,1,{User}"), ref common);
        AliCcpLines.ReadCommon(Bytes($"ab02,1,{User}"), ref other);

        Assert.Equal(common.Index, sample.Index);
        Assert.NotEqual(other.Index, sample.Index);
    }

    [Theory]
    [InlineData("1,0,0,ab01,2", "The line does not have 6 cells.")]
    [InlineData("1,0,0,ab01,2," + Item + ",3", "The line does not have 6 cells.")]
    [InlineData("x,0,0,ab01,2," + Item, "The sample's number is no whole number below 2^31.")]
    [InlineData("-1,0,0,ab01,2," + Item, "The sample's number is no whole number below 2^31.")]
    [InlineData("1,2,0,ab01,2," + Item, "The click is not 0 or 1.")]
    [InlineData("1,0,,ab01,2," + Item, "The purchase is not 0 or 1.")]
    [InlineData("1,0,0,,2," + Item, "The index of common features is empty.")]
    [InlineData("1,0,0,ab01,1," + Item, "There is no domain (field 206).")]
    [InlineData("1,0,0,ab01,1," + Domain, "There is no item (field 205).")]
    [InlineData("1,0,0,ab01,0,", "There is no item (field 205).")]
    [InlineData("1,0,0,ab01,1," + Item + "\u0001", "There is no domain (field 206).")]
    [InlineData("1,0,0,ab01,," + Item + "\u0001" + Domain, "The number of features is no whole number below 2^31.")]
    [InlineData("1,0,0,ab01,-2," + Item + "\u0001" + Domain, "The number of features is no whole number below 2^31.")]
    [InlineData("1,0,0,ab01,3," + Item + "\u0001" + Domain, "There are more or fewer features than the line says.")]
    [InlineData("1,0,0,ab01,2," + Item + "\u0001" + Domain + "\u0001999\u00021\u00031", "There are more or fewer features than the line says.")]
    [InlineData("1,0,0,ab01,2," + Item + "\u0001301", "A feature has no id.")]
    [InlineData("1,0,0,ab01,2," + Item + "\u0001301\u00023", "A feature has no value.")]
    [InlineData("1,0,0,ab01,2," + Item + "\u0001301\u0002-3\u00031", "A feature's id is no whole number below 2^31.")]
    [InlineData("1,0,0,ab01,2," + Item + "\u0001301\u00024294967296\u00031", "A feature's id is no whole number below 2^31.")]
    [InlineData("1,0,0,ab01,2," + Item + "\u0001508\u00023\u0003", "A feature's value is no finite number.")]
    [InlineData("1,0,0,ab01,2," + Item + "\u0001508\u00023\u0003NaN", "A feature's value is no finite number.")]
    public void A_damaged_skeleton_line_is_told_by_its_reason(string line, string reason)
    {
        var record = default(SampleRecord);

        Assert.Equal(reason, AliCcpLines.ReadSample(Bytes(line), ref record, out _));
    }

    [Theory]
    [InlineData("ab01,1", "The line does not have 3 cells.")]
    [InlineData(",1," + User, "The index of common features is empty.")]
    [InlineData("ab01,1,121\u00021\u00031", "There is no user (field 101).")]
    [InlineData("ab01,1,101\u00021", "A feature has no value.")]
    [InlineData("ab01,x," + User, "The number of features is no whole number below 2^31.")]
    [InlineData("ab01,2," + User, "There are more or fewer features than the line says.")]
    [InlineData("ab01,1," + User + "\u0001121\u00021\u00031", "There are more or fewer features than the line says.")]
    public void A_damaged_line_of_common_features_is_told_by_its_reason(string line, string reason)
    {
        var record = default(CommonRecord);

        Assert.Equal(reason, AliCcpLines.ReadCommon(Bytes(line), ref record));
    }

    private static byte[] Bytes(string line) => Encoding.UTF8.GetBytes(line);
}
