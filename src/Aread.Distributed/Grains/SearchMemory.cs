using System.Collections.Concurrent;
using Aread.Distributed.Contracts;
using Aread.Training;

namespace Aread.Distributed.Grains;

/// <summary>
/// Masks found in the search round under way. If a silo is lost, the round is made again from the checkpoint before it, and only domains that
/// had not finished search again.
/// </summary>
internal sealed class SearchMemory
{
    private readonly ConcurrentDictionary<int, SearchReply> _found = [];
    private (int Round, long Step) _round;

    public SearchReply? Find(SearchOrder order)
    {
        Turn(order);
        return _found.GetValueOrDefault(order.Domain);
    }

    public void Keep(SearchOrder order, SearchReply reply)
    {
        Turn(order);
        _found[order.Domain] = reply;
    }

    private void Turn(SearchOrder order)
    {
        if (_round == (order.Round, order.Step)) return;
        _round = (order.Round, order.Step);
        _found.Clear();
    }
}
