using Aread.Data.Import;

namespace Aread.Tests.Data.Import;

public sealed class UserHistoriesTests
{
    [Theory]
    [InlineData(9, 2)]
    [InlineData(10, 1)]
    [InlineData(11, 0)]
    public void Items_that_were_not_strictly_earlier_are_counted(long time, int late)
    {
        var histories = new UserHistories(new CsvHistory("liked", HistoryOf.Positive, 3), users: 1);
        histories.Add(0, 7, 1, 9);
        histories.Add(0, 8, 1, 10);
        var items = new int[3];

        histories.Fill(0, time, items, padding: 99);

        Assert.Equal([8, 7, 99], items);
        Assert.Equal((2, late), (histories.Items, histories.NotBefore));
    }
}
