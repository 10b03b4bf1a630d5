using System.ComponentModel.DataAnnotations;
using Aread.Hemp;

namespace Aread.Tests.Hemp;

public sealed class HempOptionsTests
{
    [Fact]
    public void Defaults_are_valid() => Assert.Empty(Faults(new HempOptions()));

    [Fact]
    public void The_active_share_cannot_start_under_its_minimum()
    {
        var fault = Assert.Single(Faults(new HempOptions { InitialActiveShare = 0.2, MinimalActiveShare = 0.3 }));
        Assert.Contains(nameof(HempOptions.MinimalActiveShare), fault.MemberNames);
    }

    [Fact]
    public void A_value_out_of_range_is_named() =>
        Assert.Equal([nameof(HempOptions.InitialSigma)], Assert.Single(Faults(new HempOptions { InitialSigma = 1.5 })).MemberNames);

    [Fact]
    public void There_is_no_round_zero() => Assert.Throws<ArgumentOutOfRangeException>(() => new HempOptions().Round(0));

    private static List<ValidationResult> Faults(HempOptions options)
    {
        var faults = new List<ValidationResult>();
        Validator.TryValidateObject(options, new ValidationContext(options), faults, validateAllProperties: true);
        return faults;
    }
}
