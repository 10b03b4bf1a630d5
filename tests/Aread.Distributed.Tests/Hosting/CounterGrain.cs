using Aread.Distributed.Hosting;

namespace Aread.Distributed.Tests.Hosting;

public sealed class CounterGrain([PersistentState("count", RunStore.Name)] IPersistentState<CounterState> state) : Grain, ICounterGrain
{
    public async Task<int> AddAsync()
    {
        state.State = new CounterState(state.State.Count + 1);
        await state.WriteStateAsync();
        return state.State.Count;
    }

    public Task<string> WhereAsync() => Task.FromResult(RuntimeIdentity);

    public Task<byte[]> BytesAsync(int count) => Task.FromResult(new byte[count]);
}
