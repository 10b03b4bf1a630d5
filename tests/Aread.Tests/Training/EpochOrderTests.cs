using Aread.Training;

namespace Aread.Tests.Training;

public sealed class EpochOrderTests
{
    /// <summary>Paper sec. "Implementation Details": domain batches in shuffled order, each domain as often as it has batches.</summary>
    [Fact]
    public void Each_domain_appears_as_often_as_it_has_batches_and_its_batches_come_in_order()
    {
        int[] batches = [5, 0, 2, 1];
        var order = EpochOrder.Create(1, 0, batches);

        for (var domain = 0; domain < batches.Length; domain++)
            Assert.Equal(Enumerable.Range(0, batches[domain]), order.Where(step => step.Domain == domain).Select(step => step.Batch));
    }

    [Fact]
    public void Epochs_differ_and_repeat_by_seed()
    {
        int[] batches = [20, 20];

        Assert.Equal(EpochOrder.Create(1, 3, batches), EpochOrder.Create(1, 3, batches));
        Assert.NotEqual(EpochOrder.Create(1, 3, batches), EpochOrder.Create(1, 4, batches));
        Assert.NotEqual(EpochOrder.Create(1, 3, batches), EpochOrder.Create(2, 3, batches));
    }

    [Fact]
    public void What_is_left_of_an_epoch_goes_on_with_each_domains_next_batch()
    {
        int[] batches = [5, 0, 2, 3], done = [2, 4, 2, 0];
        var order = EpochOrder.Create(1, 0, batches, done, changes: 1);

        for (var domain = 0; domain < batches.Length; domain++)
            Assert.Equal(Enumerable.Range(done[domain], Math.Max(0, batches[domain] - done[domain])), order.Where(step => step.Domain == domain).Select(step => step.Batch));
        Assert.NotEqual(EpochOrder.Create(1, 0, [20, 20], [0, 0], 1), EpochOrder.Create(1, 0, [20, 20], [0, 0], 2));
    }
}
