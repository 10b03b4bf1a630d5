using System.Diagnostics;
using Aread.Distributed.Contracts;

namespace Aread.Benchmarks.Silos;

/// <summary>Tells the parts of a step by the calls that its coordinator makes. What lies between two steps that do not follow each other at once is not counted.</summary>
internal sealed class StepWatch
{
    private readonly Lock _lock = new();
    private StepParts _done;
    private StepParts _step;
    private (Part Part, long Since) _now = (Part.None, 0);
    private int _open;

    private enum Part { None, Compute, Combine, Apply }

    public StepParts Read()
    {
        lock (_lock) return _done;
    }

    public void Begin(string method)
    {
        lock (_lock)
            switch (method)
            {
                case nameof(IDomainGrain.ComputeAsync):
                    if (_open++ == 0) Enter(Part.Compute);
                    break;
                case nameof(IEmbeddingShardGrain.CommitAsync):
                    if (_now.Part == Part.Combine) Enter(Part.Apply);
                    break;
                case nameof(IDomainGrain.PrepareAsync) or nameof(IParcelSender.PackParcelAsync) or nameof(IParcelSender.ReadParcelAsync):
                    break;
                default:
                    _now.Part = Part.None;
                    break;
            }
    }

    public void End(string method)
    {
        if (method != nameof(IDomainGrain.ComputeAsync)) return;
        lock (_lock)
            if (--_open == 0 && _now.Part == Part.Compute) Enter(Part.Combine);
    }

    private void Enter(Part next)
    {
        var now = Stopwatch.GetTimestamp();
        var seconds = Stopwatch.GetElapsedTime(_now.Since, now).TotalSeconds;
        _step = _now.Part switch
        {
            Part.Compute => _step with { Compute = seconds },
            Part.Combine => _step with { Combine = seconds },
            Part.Apply => _step with { Apply = seconds },
            _ => default,
        };
        if (_now.Part == Part.Apply) _done = new(_done.Steps + 1, _done.Compute + _step.Compute, _done.Combine + _step.Combine, _done.Apply + _step.Apply);
        _now = (next, now);
    }
}
