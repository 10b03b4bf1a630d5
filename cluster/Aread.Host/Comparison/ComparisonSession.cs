using System.CommandLine;
using Aread.Comparison;
using Aread.Data;
using Aread.Tensors;

namespace Aread.Host.Comparison;

/// <summary>Trains systems as the arguments of a command say, and shows how far it is.</summary>
internal sealed class ComparisonSession
{
    private readonly ProgramEnvironment _environment;
    private readonly AreadOptions _options;
    private readonly IReadOnlyList<long> _seeds;
    private readonly bool _json;
    private readonly TorchSharp.torch.Device _device;

    /// <exception cref="AreadException">The data set or an option is not as it should be, or the directory cannot be made.</exception>
    public ComparisonSession(ProgramEnvironment environment, ComparisonArguments arguments, ParseResult parsed)
    {
        _environment = environment;
        _options = arguments.Options(parsed, environment);
        _seeds = arguments.Seeds(parsed);
        _json = arguments.Json(parsed);
        Dataset = Dataset.Open(arguments.Data(parsed));
        Directory = Path.GetFullPath(arguments.Directory(parsed));
        _device = TorchRuntime.Load(_options.Torch);
        try
        {
            System.IO.Directory.CreateDirectory(Directory);
        }
        catch (Exception fault) when (StorageFault.Is(fault))
        {
            throw StorageFault.Of(Directory, fault);
        }
    }

    public Dataset Dataset { get; }

    public string Directory { get; }

    public string PathOf(string file) => Path.Combine(Directory, file);

    /// <param name="clusters">See <see cref="ComparisonRun"/>.</param>
    public Task<IReadOnlyList<ComparisonResult>> TrainAsync(IReadOnlyList<ComparisonSystem> systems, DomainClusters? clusters, CancellationToken stop) =>
        new ComparisonView(_environment, _json, systems.Count * _seeds.Count).ShowAsync(report =>
            new ComparisonRun(Dataset, _options, clusters, _device, PathOf("results.jsonl"), Lanes()) { Report = report }.RunAsync(systems, _seeds, stop));

    /// <summary>Groups of domains, made anew.</summary>
    public async Task<DomainClusters> PreclusterAsync(int groups, CancellationToken stop)
    {
        var data = await ComparisonData.ReadAsync(Dataset, stop);
        return await Progress.WorkView.ShowAsync(_environment, _json, "clustering domains", (ComparisonProgress progress) => ("clustering domains", (double)progress.Epoch / progress.Epochs),
            progress => Task.Factory.StartNew(() =>
            {
                TorchLane.Enter(_options.Compute.ThreadsPerLane);
                return Preclustering.Run(data, _options, groups, _device, progress, stop);
            }, stop, TaskCreationOptions.LongRunning, TaskScheduler.Default));
    }

    private int Lanes() => _options.Compute.Lanes == 0 ? Environment.ProcessorCount : _options.Compute.Lanes;
}
