using System.Security.Cryptography;
using Aread.Distributed.Hosting;
using Aread.Evaluation;
using Aread.Host.Web;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Aread.Host.Api;

/// <summary>The scorings that were asked for here: a few at once, of a run one; kept for a time when they have ended. The cluster computes them.</summary>
internal sealed partial class Evaluations(TimeProvider time, IHostApplicationLifetime server, ILogger<Evaluations> logger)
{
    public const int MostUnderWay = 4;

    private const int MostKept = 100;
    private const int IdBytes = 8;

    /// <summary>After the end.</summary>
    public static readonly TimeSpan Kept = TimeSpan.FromHours(1);

    private readonly Lock _lock = new();
    private readonly List<Scoring> _scorings = [];

    /// <summary>Where a scoring is.</summary>
    public static string AddressOf(string run, string id) => $"{ApiEndpoints.Root}/runs/{run}/evaluations/{id}";

    /// <param name="data">Name of the data set; null for the run's own.</param>
    /// <exception cref="ApiException">The run is being scored, or too many are.</exception>
    public RunEvaluation Begin(IClusterEngine cluster, EvaluateRequest request, string? data)
    {
        lock (_lock)
        {
            Sweep();
            RequireNone(request.Run);
            if (_scorings.Count(scoring => scoring.IsUnderWay) >= MostUnderWay)
                throw new ApiException(StatusCodes.Status429TooManyRequests, $"{MostUnderWay} runs are being scored. Wait until one is done, or end one (DELETE).");
            var scoring = new Scoring(Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(IdBytes)), request, data, time.GetUtcNow());
            scoring.Work = new BackgroundWork<EvaluationReport>((progress, stop) => RunAsync(cluster, scoring, progress, stop), time, server.ApplicationStopping);
            _scorings.Add(scoring);
            return scoring.Now();
        }
    }

    /// <summary>Of a run, the latest last.</summary>
    public IReadOnlyList<RunEvaluation> Of(string run)
    {
        lock (_lock)
        {
            Sweep();
            return [.. _scorings.Where(scoring => scoring.Request.Run == run).Select(scoring => scoring.Now())];
        }
    }

    /// <param name="wait">How long to wait for its end.</param>
    /// <exception cref="ApiException">There is none, or none any more.</exception>
    public async Task<RunEvaluation> ReadAsync(string run, string id, TimeSpan wait, CancellationToken cancellationToken)
    {
        var scoring = Find(run, id);
        await BoundedWait.ForAsync(Task.WhenAny(scoring.Work.Done).WaitAsync, wait, cancellationToken);
        return scoring.Now();
    }

    /// <summary>Breaks it off if it is under way, and forgets it.</summary>
    /// <returns>False if it has not let go yet.</returns>
    /// <exception cref="ApiException">There is none, or none any more.</exception>
    public async Task<bool> EndAsync(string run, string id, CancellationToken cancellationToken)
    {
        var scoring = Find(run, id);
        scoring.Work.Cancel();
        if (!await BoundedWait.ForAsync(Task.WhenAny(scoring.Work.Done).WaitAsync, cancellationToken)) return false;
        lock (_lock) _scorings.Remove(scoring);
        return true;
    }

    /// <summary>A coordinator that scores takes up no run: who asked it to would wait without knowing for what.</summary>
    /// <exception cref="ApiException">The run is being scored.</exception>
    public void RequireNone(string run)
    {
        lock (_lock)
        {
            if (_scorings.FirstOrDefault(scoring => scoring.IsUnderWay && scoring.Request.Run == run) is { } known)
                throw new ApiException(StatusCodes.Status409Conflict, $"Run '{run}' is being scored: {AddressOf(run, known.Id)}. Wait until it is done, or end it (DELETE).");
        }
    }

    private Scoring Find(string run, string id)
    {
        lock (_lock)
        {
            Sweep();
            return _scorings.FirstOrDefault(scoring => scoring.Id == id && scoring.Request.Run == run) ?? throw new ApiException(
                StatusCodes.Status404NotFound,
                $"There is no evaluation '{id}' of run '{run}' here. It is kept for {Kept.TotalMinutes:0} minutes, by the server that was asked for it: ask for another (POST {ApiEndpoints.Root}/runs/{run}/evaluations).");
        }
    }

    private void Sweep()
    {
        _scorings.RemoveAll(scoring => !scoring.IsUnderWay && time.GetUtcNow() - scoring.Work.Ended >= Kept);
        while (_scorings.Count > MostKept && _scorings.Find(scoring => !scoring.IsUnderWay) is { } oldest) _scorings.Remove(oldest);
    }

    private async Task<EvaluationReport> RunAsync(IClusterEngine cluster, Scoring scoring, IProgress<double> progress, CancellationToken stop)
    {
        try
        {
            return await cluster.EvaluateAsync(scoring.Request, progress, stop);
        }
        catch (Exception fault) when (fault is not (AreadException or OperationCanceledException))
        {
            LogFault(fault, scoring.Request.Run);
            throw;
        }
    }

    [LoggerMessage(LogLevel.Error, "Scoring run {Run} failed")]
    private partial void LogFault(Exception fault, string run);

    private sealed class Scoring(string id, EvaluateRequest request, string? data, DateTimeOffset begun)
    {
        public string Id => id;

        public EvaluateRequest Request => request;

        public BackgroundWork<EvaluationReport> Work { get; set; } = null!;

        public bool IsUnderWay => !Work.Done.IsCompleted;

        public RunEvaluation Now()
        {
            var done = Work.Done;
            var state = done.IsCompletedSuccessfully ? EvaluationState.Finished : done.IsCompleted ? EvaluationState.Failed : EvaluationState.Running;
            return new RunEvaluation(
                id, request.Run, request.Split.ToString().ToLowerInvariant(), data, state, state == EvaluationState.Finished ? 1 : Work.Share, begun,
                done.IsCompleted ? Work.Ended : null, state == EvaluationState.Finished ? done.Result : null, state == EvaluationState.Failed ? ReasonOf(done) : null);
        }

        private static string ReasonOf(Task failed) => failed.Exception?.InnerException switch
        {
            AreadException fault => fault.Message,
            null => "It was broken off.",
            _ => FaultHandler.OwnFault,
        };
    }
}
