using Aread.Data;
using Aread.Hemp;
using Aread.Tensors;
using Aread.Training;
using BenchmarkDotNet.Attributes;
using static TorchSharp.torch;

namespace Aread.Benchmarks;

/// <summary>One round of mask search for two domains: 10 candidates, 5 training and 5 scoring batches each. Time per domain.</summary>
[WarmupCount(1)]
[IterationCount(4)]
public class MaskSearchBenchmarks
{
    private const int Domains = 2, Candidates = 10, Batches = 5;

    private AreadOptions _options = null!;
    private BenchmarkProblem _problem = null!;
    private HempSearchInput[] _inputs = null!;
    private Device _device = null!;

    [Params(1, 2)]
    public int Lanes { get; set; }

    [GlobalSetup]
    public void Prepare()
    {
        _options = new AreadOptions();
        _device = TorchRuntime.Load(BenchmarkTorch.Options);
        _problem = new BenchmarkProblem(100_000, _options.Training);
        _inputs = [.. Enumerable.Range(0, Domains).Select(Input)];
    }

    [Benchmark(Baseline = true, OperationsPerInvoke = Domains)]
    public void AllCandidatesAtOnce() => InLanes(input => HempSearch.Run(_problem.Model, input, _device));

    [Benchmark(OperationsPerInvoke = Domains)]
    public void CandidateByCandidate() => InLanes(input =>
    {
        foreach (var candidate in input.Candidates) HempSearch.Run(_problem.Model, input with { Candidates = [candidate] }, _device);
    });

    private void InLanes(Action<HempSearchInput> search)
    {
        var lanes = Enumerable.Range(0, Lanes).Select(lane => new Thread(() =>
        {
            TorchLane.Enter(threads: 1);
            for (var domain = lane; domain < Domains; domain += Lanes) search(_inputs[domain]);
        })).ToArray();
        foreach (var lane in lanes) lane.Start();
        foreach (var lane in lanes) lane.Join();
    }

    private HempSearchInput Input(int domain)
    {
        SampleBlock[] batches = [.. Enumerable.Range(0, 2 * Batches).Select(i => _problem.Batch(domain * 2 * Batches + i))];
        var rows = _problem.Rows(batches);
        return new HempSearchInput(
            _problem.Dense.Weights,
            rows,
            _problem.Gather(rows),
            batches[..Batches],
            batches[Batches..],
            [.. Enumerable.Range(0, Candidates).Select(z => _problem.Mask(domain * Candidates + z))],
            AdamRule.Of(_options.Training) with { LearningRate = _options.Hemp.UpdatingRate },
            _options.Training.L2,
            _options.Hemp.PruneRate,
            _options.Hemp.MinimalSparsity,
            [.. Enumerable.Range(0, Batches).Select(step => RandomStream.SeedOf(1, "dropout", domain, step))],
            MoveEveryRow: false);
    }
}
