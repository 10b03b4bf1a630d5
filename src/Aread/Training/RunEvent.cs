using System.Text.Json.Serialization;
using Aread.Evaluation;

namespace Aread.Training;

/// <summary>Something that happened in a run: a line of <c>events.jsonl</c>, and what progress views are drawn from.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "event")]
[JsonDerivedType(typeof(RunStarted), "started")]
[JsonDerivedType(typeof(RunResumed), "resumed")]
[JsonDerivedType(typeof(PhaseStarted), "phase")]
[JsonDerivedType(typeof(DomainsAugmented), "augmented")]
[JsonDerivedType(typeof(StepsTaken), "steps")]
[JsonDerivedType(typeof(MaskFound), "search")]
[JsonDerivedType(typeof(EpochEvaluated), "evaluation")]
[JsonDerivedType(typeof(CheckpointCommitted), "checkpoint")]
[JsonDerivedType(typeof(RunRecovering), "recovering")]
[JsonDerivedType(typeof(DomainsChanged), "domains")]
[JsonDerivedType(typeof(RunEnded), "ended")]
public abstract record RunEvent
{
    /// <summary>UTC. Set where the event is written down, so that the algorithm needs no clock.</summary>
    public DateTimeOffset Time { get; init; }

    /// <summary>Training steps committed so far.</summary>
    public long Step { get; init; }

    /// <summary>Which attempt at the run says so: larger after each resume or recovery. Null where it is not written down.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public long? Attempt { get; init; }
}

/// <summary>The run began, or went on from a checkpoint (<see cref="RunEvent.Step"/> &gt; 0).</summary>
/// <param name="WarmUpSteps">Batches of warm-up.</param>
/// <param name="StepsPerEpoch">Batches of an epoch.</param>
public sealed record RunStarted(string Run, string Dataset, int Domains, long TrainSamples, int WarmUpSteps, int StepsPerEpoch, int MaximumEpochs, int BatchesPerStep = 1) : RunEvent
{
    /// <summary>How many of the events before led to the checkpoint that the run goes on from; the rest was taken back. Null if not known.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public long? Kept { get; init; }
}

/// <summary>Somebody asked to go on with a run that had ended. Its grains are not there yet: <see cref="RunStarted"/> tells when they are.</summary>
public sealed record RunResumed : RunEvent;

/// <summary>A part of the run was lost, or its place in the cluster changes; the run goes on from its latest checkpoint.</summary>
public sealed record RunRecovering(string Reason) : RunEvent
{
    /// <summary>Nothing was lost: the run moves, or its domains change.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public bool IsPlanned { get; init; }
}

/// <summary>The run goes on with other domains, or with more samples of one.</summary>
/// <param name="Number">Of the change, from 1.</param>
/// <param name="IsUnsettled">Masks that are lacking are searched next and all domains evaluated; after the checkpoint that follows all can be scored.</param>
public sealed record DomainsChanged(int Number, DomainChangeKind Kind, string Domain, bool IsUnsettled) : RunEvent;

public sealed record PhaseStarted(RunPhase Phase, int Epoch, int Round) : RunEvent;

/// <summary>Result of the Augment phase. <paramref name="Reason"/> says why nothing was given, if so.</summary>
public sealed record DomainsAugmented(int MinorDomains, int MajorDomains, long Samples, string? Reason) : RunEvent;

/// <summary>An interval of training steps: mean loss over it, and its speed.</summary>
/// <param name="EpochStep">Batches done in this epoch (or in warm-up).</param>
/// <param name="EpochSteps">Batches the epoch (or warm-up) has.</param>
public sealed record StepsTaken(RunPhase Phase, int Epoch, int EpochStep, int EpochSteps, int Steps, long Samples, double Loss, double Seconds) : RunEvent;

/// <summary>A domain's mask search ended. <paramref name="Done"/> of <paramref name="Domains"/> in this round.</summary>
public sealed record MaskFound(int Round, string Domain, int Done, int Domains, int Candidates, int Winner, double Score, int Edges, double Seconds) : RunEvent
{
    /// <summary>Domains whose search goes on, once they are few: those that the round waits for.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<string>? Waiting { get; init; }

    /// <summary>It was the last of its round.</summary>
    [JsonIgnore]
    public bool IsLast => Done == Domains;
}

/// <summary>All domains were scored on a split. <paramref name="Best"/>: its DomainAUC is the best so far.</summary>
public sealed record EpochEvaluated(int Epoch, bool Best, EvaluationReport Report) : RunEvent;

/// <summary><paramref name="Pointer"/> is <c>latest</c> or <c>best</c>; <paramref name="Hash"/> the SHA-256 of the whole.</summary>
public sealed record CheckpointCommitted(string Pointer, string Hash) : RunEvent;

/// <summary>The run is over. <paramref name="Reason"/> is for people.</summary>
public sealed record RunEnded(RunOutcome Outcome, string Reason) : RunEvent;
