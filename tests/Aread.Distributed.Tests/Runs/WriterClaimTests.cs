using Aread.Distributed.Runs;
using Aread.Distributed.Storage;
using Aread.Testing;

namespace Aread.Distributed.Tests.Runs;

public sealed class WriterClaimTests : IDisposable
{
    private readonly TemporaryDirectory _run = new();

    public void Dispose() => _run.Dispose();

    [Fact]
    public void The_latest_claim_overtakes_those_before()
    {
        var first = WriterClaim.Make(_run.Path);
        first.RequireHeld();
        var second = WriterClaim.Make(_run.Path);

        second.RequireHeld();
        var fault = Assert.Throws<WriterReplacedException>(first.RequireHeld);
        Assert.Contains($"replaced by attempt {second.Number}", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Claims_made_at_once_have_different_numbers()
    {
        var claims = await Task.WhenAll(Enumerable.Range(0, 16).Select(_ => Task.Run(() => WriterClaim.Make(_run.Path).Number)));

        Assert.Equal(16, claims.Distinct().Count());
    }

    [Fact]
    public void Numbers_go_on_though_old_claims_are_cleared_away()
    {
        var numbers = Enumerable.Range(0, 12).Select(_ => WriterClaim.Make(_run.Path).Number).ToArray();

        Assert.Equal(Enumerable.Range(1, 12).Select(number => (long)number), numbers);
        Assert.InRange(Directory.GetFiles(_run[WriterClaim.DirectoryName]).Length, 1, 4);
    }
}
