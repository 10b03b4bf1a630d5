using Aread.Data;

namespace Aread.Tests.Data;

public sealed class ShuffledBatchesTests
{
    [Theory]
    [InlineData(new[] { 10 }, 4)]
    [InlineData(new[] { 5, 7, 3 }, 4)]
    [InlineData(new[] { 8 }, 4)]
    [InlineData(new[] { 3 }, 10)]
    public async Task A_pass_has_every_sample_once_in_ceil_n_over_batch_batches(int[] groups, int batchSize)
    {
        var batches = await TakeAllAsync(Pass(groups, batchSize));

        Assert.Equal((groups.Sum() + batchSize - 1) / batchSize, batches.Count);
        Assert.All(batches.SkipLast(1), batch => Assert.Equal(batchSize, batch.Count));
        Assert.Equal(Enumerable.Range(0, groups.Sum()), batches.SelectMany(batch => batch.Ids).Order());
    }

    [Fact]
    public async Task Passes_differ_in_order_and_repeat_by_name()
    {
        int[] groups = [20, 20];
        var first = (await TakeAllAsync(Pass(groups, 8, pass: 0))).SelectMany(batch => batch.Ids).ToArray();
        var again = (await TakeAllAsync(Pass(groups, 8, pass: 0))).SelectMany(batch => batch.Ids).ToArray();
        var second = (await TakeAllAsync(Pass(groups, 8, pass: 1))).SelectMany(batch => batch.Ids).ToArray();

        Assert.Equal(first, again);
        Assert.NotEqual(first, second);
        Assert.NotEqual(first, first.Order());
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public async Task Skipping_gives_the_batches_that_taking_gives(int skipped)
    {
        int[] groups = [5, 7, 3];
        var taken = await TakeAllAsync(Pass(groups, 4));
        var pass = Pass(groups, 4);
        pass.SkipTo(skipped);

        var rest = await TakeAllAsync(pass);

        Assert.Equal(taken.Skip(skipped).SelectMany(batch => batch.Ids), rest.SelectMany(batch => batch.Ids));
    }

    private static ShuffledBatches Pass(int[] groups, int batchSize, long pass = 0) => new(new NumberedSource(groups), batchSize, 1, "test", 0, pass);

    private static async Task<List<SampleBlock>> TakeAllAsync(ShuffledBatches pass)
    {
        var batches = new List<SampleBlock>();
        while (await pass.NextAsync(TestContext.Current.CancellationToken) is { } batch) batches.Add(batch);
        return batches;
    }

    /// <summary>Samples with one id each, their number.</summary>
    private sealed class NumberedSource(int[] groups) : ISampleSource
    {
        public int Columns => 1;

        public IReadOnlyList<int> RowGroupSamples => groups;

        public ValueTask<SampleBlock> ReadAsync(int rowGroup, CancellationToken cancellationToken = default) =>
            ValueTask.FromResult(new SampleBlock(1, [.. Enumerable.Range(groups[..rowGroup].Sum(), groups[rowGroup])], new byte[groups[rowGroup]]));
    }
}
