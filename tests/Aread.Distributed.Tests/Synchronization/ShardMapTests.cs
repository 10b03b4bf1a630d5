using Aread.Distributed.Synchronization;

namespace Aread.Distributed.Tests.Synchronization;

public sealed class ShardMapTests
{
    [Theory]
    [InlineData(100, 4)]
    [InlineData(ShardMap.BlockRows, 2)]
    [InlineData(5 * ShardMap.BlockRows + 1, 1)]
    [InlineData(5 * ShardMap.BlockRows + 1, 4)]
    [InlineData(5 * ShardMap.BlockRows + 1, 100)]
    public void Shards_cover_all_rows_once_in_whole_blocks(int rows, int shards)
    {
        var map = new ShardMap(rows, shards);

        Assert.InRange(map.Shards, 1, shards);
        Assert.Equal(rows, Enumerable.Range(0, map.Shards).Sum(map.RowCount));
        Assert.All(Enumerable.Range(0, map.Shards), shard => Assert.Equal(0, map.FirstRow(shard) % ShardMap.BlockRows));
        Assert.All(Enumerable.Range(0, map.Shards), shard => Assert.True(map.RowCount(shard) > 0));
    }

    [Fact]
    public void Rows_are_divided_by_shard_in_order()
    {
        var map = new ShardMap(4 * ShardMap.BlockRows, 4);
        int[] rows = [0, 1, ShardMap.BlockRows - 1, ShardMap.BlockRows, 3 * ShardMap.BlockRows, 4 * ShardMap.BlockRows - 1];

        Assert.Equal([(0, 0..3), (1, 3..4), (3, 4..6)], map.Split(rows));
    }
}
