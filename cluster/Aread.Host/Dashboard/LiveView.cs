using Aread.Host.Web;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.DependencyInjection;

namespace Aread.Host.Dashboard;

/// <summary>A page that shows what is, and goes on showing it until its circuit ends.</summary>
public abstract class LiveView : ComponentBase, IAsyncDisposable
{
    /// <summary>A page does not wait longer for a cluster: it says that it does not answer, and asks again.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(3);

    private readonly CancellationTokenSource _stop = new();
    private Task? _following;
    private string _seen = "";
    private TimeSpan _work;

    [Inject]
    private IServiceProvider Services { get; set; } = null!;

    /// <summary>The run whose files are followed; null: all runs; empty: none, and only time brings something new.</summary>
    protected abstract string? Followed { get; }

    /// <summary>Why there is nothing to show.</summary>
    protected string? Fault { get; private set; }

    private RunPulse Pulse => Services.GetRequiredService<RunPulse>();

    private TimeProvider Time => Services.GetRequiredService<TimeProvider>();

    /// <summary>Reads what the page shows.</summary>
    /// <exception cref="AreadException">It cannot be had; the page says why.</exception>
    protected abstract Task LoadAsync(CancellationToken cancellationToken);

    protected override Task OnParametersSetAsync() => LookAsync();

    protected override void OnAfterRender(bool firstRender)
    {
        if (firstRender) _following = FollowAsync(_stop.Token);
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        if (_following is not null) await _following.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _stop.Dispose();
        GC.SuppressFinalize(this);
    }

    /// <exception cref="AreadException">The cluster cannot answer, or not in time.</exception>
    protected static async Task<T> AskAsync<T>(Func<CancellationToken, Task<T>> call, CancellationToken cancellationToken)
    {
        using var waiting = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        waiting.CancelAfter(Patience);
        try
        {
            return await call(waiting.Token);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            throw new AreadException($"The cluster has not answered within {Patience.TotalSeconds:0} seconds.");
        }
    }

    private async Task LookAsync()
    {
        var begun = Time.GetTimestamp();
        try
        {
            // Taken before: what is written meanwhile is shown the next time.
            _seen = Pulse.Stamp(Followed);
            await LoadAsync(_stop.Token);
            Fault = null;
        }
        catch (AreadException fault)
        {
            Fault = fault.Message;
        }
        catch (Exception fault) when (StorageFault.Is(fault))
        {
            Fault = $"The files cannot be read now: {fault.Message}";
        }
        _work = Time.GetElapsedTime(begun);
    }

    private async Task FollowAsync(CancellationToken stop)
    {
        try
        {
            while (true)
            {
                await Pulse.WaitAsync(Followed, _seen, _work, stop);
                await InvokeAsync(async () =>
                {
                    await LookAsync();
                    StateHasChanged();
                });
            }
        }
        catch (Exception fault) when (!stop.IsCancellationRequested)
        {
            await DispatchExceptionAsync(fault);
        }
    }
}
