using System.CommandLine;
using System.Text.Json;
using Aread.Comparison;
using Aread.Data;
using Aread.Distributed.Hosting;
using Aread.Distributed.Storage;
using Aread.Tensors;
using TorchDevice = TorchSharp.torch.Device;

namespace Aread.Host.Comparison;

/// <summary>Trains systems as the arguments of a command say, and shows how far it is.</summary>
internal sealed class ComparisonSession
{
    private readonly ProgramEnvironment _environment;
    private readonly IReadOnlyList<long> _seeds;
    private readonly bool _json;
    private readonly ClusterOptions? _cluster;
    private readonly Lazy<TorchDevice> _device;

    /// <exception cref="AreadException">The data set or an option is not as it should be, or the directory cannot be made.</exception>
    public ComparisonSession(ProgramEnvironment environment, ComparisonArguments arguments, ParseResult parsed)
    {
        _environment = environment;
        Options = arguments.Options(parsed, environment);
        _cluster = arguments.Cluster(parsed, environment);
        _seeds = arguments.Seeds(parsed);
        _json = arguments.Json(parsed);
        Dataset = Dataset.Open(arguments.Data(parsed));
        Directory = Path.GetFullPath(arguments.Directory(parsed));
        _device = new Lazy<TorchDevice>(() => TorchRuntime.Load(Options.Torch));
        if (_cluster is null) _ = _device.Value;
        try
        {
            System.IO.Directory.CreateDirectory(Directory);
        }
        catch (Exception fault) when (StorageFault.Is(fault))
        {
            throw StorageFault.Of(Directory, fault);
        }
    }

    public AreadOptions Options { get; }

    public Dataset Dataset { get; }

    public string Directory { get; }

    public string PathOf(string file) => Path.Combine(Directory, file);

    /// <param name="clusters">See <see cref="ComparisonRun"/>.</param>
    public Task<IReadOnlyList<ComparisonResult>> TrainAsync(IReadOnlyList<ComparisonSystem> systems, DomainClusters? clusters, CancellationToken stop) =>
        ShowAsync(clusters, systems.Count * _seeds.Count, (place, report) =>
            new ComparisonRun(Dataset, Options, clusters, place, PathOf("results.jsonl")) { Report = happened => report(TrainingSign.Of(happened)) }.RunAsync(systems, _seeds, stop));

    /// <param name="trainings">At most.</param>
    /// <param name="work">Trains where it is told, and says how far it is.</param>
    public async Task<T> ShowAsync<T>(DomainClusters? clusters, int trainings, Func<ITrainingPlace, Action<TrainingSign>, Task<T>> work)
    {
        var view = new TrainingsView(_environment, _json, trainings);
        if (_cluster is null) return await view.ShowAsync(report => work(new LocalTrainings(Dataset, clusters, _device.Value, Lanes()), report));
        await using var engine = _environment.Connect(_environment.Log.Loggers, _cluster);
        return await view.ShowAsync(report => work(engine.PlaceFor(Dataset, clusters, Options.Torch), report));
    }

    /// <summary>Groups of domains for systems that want them: those that were named; else those of an earlier comparison in the directory; else new ones.</summary>
    /// <exception cref="AreadException">The file is not as it should be, or of other data.</exception>
    public async Task<DomainClusters?> ClustersAsync(IReadOnlyList<ComparisonSystem> systems, string? named, CancellationToken stop)
    {
        if (named is not null) return DomainClusters.Read(named, Dataset);
        if (!systems.Any(system => system.IsGrouped)) return null;
        var path = PathOf("clusters.json");
        if (File.Exists(path)) return DomainClusters.Read(path, Dataset);
        var clusters = await PreclusterAsync(Preclustering.StandardGroups, stop);
        PendingFile.Replace(path, JsonSerializer.SerializeToUtf8Bytes(clusters, AreadJson.Indented));
        return clusters;
    }

    /// <summary>Groups of domains, made anew in this process.</summary>
    public async Task<DomainClusters> PreclusterAsync(int groups, CancellationToken stop)
    {
        var data = await ComparisonData.ReadAsync(Dataset, stop);
        return await Progress.WorkView.ShowAsync(_environment, _json, "clustering domains", (ComparisonProgress progress) => ("clustering domains", (double)progress.Epoch / progress.Epochs),
            progress => Task.Factory.StartNew(() =>
            {
                TorchLane.Enter(Options.Compute.ThreadsPerLane);
                return Preclustering.Run(data, Options, groups, _device.Value, progress, stop);
            }, stop, TaskCreationOptions.LongRunning, TaskScheduler.Default));
    }

    private int Lanes() => Options.Compute.Lanes == 0 ? Environment.ProcessorCount : Options.Compute.Lanes;
}
