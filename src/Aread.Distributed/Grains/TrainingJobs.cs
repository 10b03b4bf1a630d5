using System.Diagnostics;
using System.Text.Json;
using Aread.Comparison;
using Aread.Data;
using Aread.Distributed.Compute;
using Aread.Distributed.Contracts;
using Orleans.Runtime;
using static TorchSharp.torch;

namespace Aread.Distributed.Grains;

/// <summary>Does trainings of systems on a silo's lanes, with the same numbers as in a client's process.</summary>
public sealed class TrainingJobs(Device device, ComputeOptions compute, TrainingData data, DeviceExecutor lanes, ILocalSiloDetails silo)
{
    /// <exception cref="UnfitSiloException">This silo cannot do it as it would be done elsewhere.</exception>
    public async Task<TrainingJobResult> RunAsync(TrainingJobOrder order, IProgress<ComparisonProgress> progress, CancellationToken cancellationToken)
    {
        var job = JobOf(order);
        try
        {
            return await data.UseAsync(order.DataDirectory, order.DatasetHash, read =>
            {
                if (order.Clusters is { } clusters) read = read.WithGroups(AreadJson.Read<DomainClusters>(clusters));
                return lanes.RunAsync(token => order.Domain is { } domain ? Train(job, read, domain, progress, token) : Train(job, read, progress, token), cancellationToken);
            });
        }
        catch (Exception fault) when (fault is DataFormatException || StorageFault.Is(fault))
        {
            throw Unfit($"{fault.Message} Every silo must see the data under the same path.", fault);
        }
    }

    private TrainingJob JobOf(TrainingJobOrder order)
    {
        AreadOptions options;
        try
        {
            options = AreadJson.Read<AreadOptions>(order.Options);
        }
        catch (JsonException fault)
        {
            throw Unfit($"It does not understand the client's options: {fault.Message} Bring all silos and clients to the same version of the program.", fault);
        }
        if (options.Compute.ThreadsPerLane != compute.ThreadsPerLane)
            throw Unfit($"It computes with {compute.ThreadsPerLane} threads a lane, the training is to with {options.Compute.ThreadsPerLane}. The number can change results, so all silos must have the same: "
                + "start them with --set Compute:ThreadsPerLane=N.");
        var system = ComparisonSystem.Find(order.System) ?? throw Unfit($"It knows no system '{order.System}'. Bring all silos and clients to the same version of the program.");
        return new TrainingJob(system, options, order.Test);
    }

    private TrainingJobResult Train(TrainingJob job, ComparisonData read, IProgress<ComparisonProgress> progress, CancellationToken cancellationToken)
    {
        var trained = job.Train(read, device, progress, cancellationToken);
        return new TrainingJobResult(trained.Seconds, AreadJson.Write(trained.Score), null);
    }

    private TrainingJobResult Train(TrainingJob job, ComparisonData read, int domain, IProgress<ComparisonProgress> progress, CancellationToken cancellationToken)
    {
        var clock = Stopwatch.StartNew();
        progress.Report(new ComparisonProgress(0, 1, null));
        var trained = ComparisonSystem.IsolatedOn(device).Train(domain, job.Seen(read), job.Options, cancellationToken);
        return new TrainingJobResult(clock.Elapsed.TotalSeconds, null, DomainJobResult.Of(trained));
    }

    private UnfitSiloException Unfit(string reason, Exception? fault = null)
    {
        var message = $"Silo {silo.SiloAddress}: {reason}";
        return fault is null ? new UnfitSiloException(message) : new UnfitSiloException(message, fault);
    }
}
