using Aread.Distributed.Hosting;
using Aread.Host.Web;
using Aread.Training;

namespace Aread.Host.Configuration;

/// <summary>The options a command lets its arguments set.</summary>
/// <param name="Holds">Whether a key may be set.</param>
/// <param name="Reason">Why the others may not. For messages.</param>
internal sealed record OptionScope(Func<OptionKey, bool> Holds, string Reason)
{
    private const int MostKeysInMessages = 10;

    private const string LibraryPath = $"{nameof(AreadOptions.Torch)}:{nameof(TorchOptions.LibraryPath)}";

    private static readonly string[] NoPartOfResult =
    [
        $"{nameof(AreadOptions.Compute)}:{nameof(ComputeOptions.Lanes)}",
        $"{nameof(AreadOptions.Compute)}:{nameof(ComputeOptions.QueueCapacity)}",
        $"{nameof(AreadOptions.Torch)}:{nameof(TorchOptions.Device)}",
        LibraryPath,
    ];

    /// <summary>Only systems that AREAD is compared with read it.</summary>
    private static readonly string OfBaselines = $"{nameof(AreadOptions.Training)}:{nameof(TrainingOptions.BaselineBatches)}";

    /// <summary>A run that begins: everything about it is open.</summary>
    public static OptionScope NewRun { get; } =
        new(IsOfNewRun, $"a run that is trained in this process uses no cluster and serves no pages, as 'aread silo', 'aread cluster' and 'aread dashboard' do; {OfBaselines} is for 'aread compare' and 'aread tune'");

    /// <summary>A run that begins in a cluster: everything about it is open.</summary>
    public static OptionScope NewClusterRun { get; } =
        new(key => IsOfNewRun(key) || key.Section == ClusterOptions.Section, $"a client serves no pages, as 'aread silo' and 'aread dashboard' do; {OfBaselines} is for 'aread compare' and 'aread tune'");

    /// <summary>
    /// A run that is begun by a request over HTTP: everything about it is open, but for a file of the silos that would be run as code.
    /// </summary>
    public static OptionScope RequestedRun { get; } = new(
        key => IsOfNewRun(key) && key.Path != LibraryPath, "a request is about a run, and not about the machines that compute it");

    /// <summary>A run that goes on in a cluster.</summary>
    public static OptionScope ResumedClusterRun { get; } =
        new(key => key.Section == ClusterOptions.Section || NoPartOfResult.Contains(key.Path), "a resumed run keeps its options");

    /// <summary>A run that goes on: where it computes may change, what it computes may not.</summary>
    public static OptionScope ResumedRun { get; } = new(key => NoPartOfResult.Contains(key.Path), "a resumed run keeps its options");

    /// <summary>Trainings of several systems and seeds.</summary>
    /// <param name="connect">They are a cluster's.</param>
    public static OptionScope Comparison(bool connect) => Trainings(connect, "seeds are given by --seeds", nameof(TrainingOptions.Seed));

    /// <summary>Trainings of AREAD alone, with one choice or another.</summary>
    /// <inheritdoc cref="Comparison"/>
    public static OptionScope Variants(bool connect) =>
        Trainings(connect, $"seeds are given by --seeds, {OfBaselines} is for 'aread compare' and 'aread tune'", nameof(TrainingOptions.Seed), nameof(TrainingOptions.BaselineBatches));

    /// <summary>One training of DCN in this process, which groups domains.</summary>
    public static OptionScope Preclustering { get; } = new(key => key.IsOfRun, "domains are grouped in this process, which serves no pages and looks for no cluster");

    /// <summary>Trainings of a grid of settings.</summary>
    /// <inheritdoc cref="Comparison"/>
    public static OptionScope Tuning(bool connect) =>
        Trainings(connect, "the grid is given by --learning-rates and --batch-sizes", nameof(TrainingOptions.LearningRate), nameof(TrainingOptions.BatchSize));

    /// <summary>A run that is scored: the model is what was trained.</summary>
    public static OptionScope Evaluation { get; } =
        new(key => key.Section is nameof(AreadOptions.Compute) or nameof(AreadOptions.Torch), "a run is scored with the options it was trained with");

    /// <summary>A run that is scored for a request over HTTP; see <see cref="RequestedRun"/>.</summary>
    public static OptionScope RequestedEvaluation { get; } = new(key => Evaluation.Holds(key) && key.Path != LibraryPath, Evaluation.Reason);

    /// <summary>A silo: how it computes and which cluster it belongs to.</summary>
    public static OptionScope Silo { get; } =
        new(key => key.Section is nameof(AreadOptions.Compute) or nameof(AreadOptions.Torch) or ClusterOptions.Section or WebOptions.Section, "all else comes with the runs that a silo computes");

    /// <summary>A server that computes nothing.</summary>
    public static OptionScope Dashboard { get; } =
        new(key => key.Section is ClusterOptions.Section or WebOptions.Section, "this command serves what others compute");

    /// <summary>A server that scores.</summary>
    public static OptionScope Serving { get; } =
        new(key => key.Section is nameof(AreadOptions.Compute) or nameof(AreadOptions.Torch) or WebOptions.Section, "a model is served as it was trained");

    /// <summary>A look at a directory.</summary>
    public static OptionScope None { get; } = new(_ => false, "options are of a cluster, which --connect looks for");

    /// <summary>A look at a cluster.</summary>
    public static OptionScope Cluster { get; } = new(key => key.Section == ClusterOptions.Section, "this command only looks for a cluster");

    private static bool IsOfNewRun(OptionKey key) => key.IsOfRun && key.Path != OfBaselines;

    /// <param name="given">Why the keys may not be set.</param>
    private static OptionScope Trainings(bool connect, string given, params string[] keys) => new(
        key => (key.IsOfRun || (connect && key.Section == ClusterOptions.Section)) && !(key.Section == nameof(AreadOptions.Training) && keys.Contains(key.Name)),
        connect ? given : $"{given}, and all is trained in this process unless --connect looks for a cluster");

    /// <exception cref="AreadException">A setting is of a key outside; the key and those inside are named.</exception>
    public void Check(IEnumerable<OptionSetting> settings)
    {
        foreach (var setting in settings)
        {
            if (OptionKeys.Find(setting.Path) is not { } key || Holds(key)) continue;
            throw new AreadException($"{setting.Origin}: {key.Path} cannot be set here: {Reason}. What can be set is {string.Join(", ", Open())}.");
        }
    }

    /// <summary>Keys, or sections where many of them are open as a whole.</summary>
    private IEnumerable<string> Open()
    {
        var open = OptionKeys.All.Where(Holds).ToArray();
        return open.Length <= MostKeysInMessages ? open.Select(key => key.Path) : open.Select(key => $"{key.Section}:*").Distinct();
    }
}
