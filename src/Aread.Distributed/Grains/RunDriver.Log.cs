using Aread.Training;
using Microsoft.Extensions.Logging;

namespace Aread.Distributed.Grains;

internal sealed partial class RunDriver
{
    [LoggerMessage(EventId = 20, Level = LogLevel.Error, Message = "Run {Run} ended by a fault")]
    private partial void LogFault(string run, Exception fault);

    [LoggerMessage(EventId = 21, Level = LogLevel.Warning, Message = "Run {Run} lost a part and goes on from its latest checkpoint")]
    private partial void LogLoss(string run, Exception fault);

    private void LogEvent(RunEvent happened)
    {
        switch (happened)
        {
            case RunStarted started:
                LogStarted(started.Run, directory.Attempt, started.Step);
                break;
            case PhaseStarted phase:
                LogPhase(directory.Name, phase.Phase, phase.Epoch, phase.Step);
                break;
            case MaskFound found:
                LogMask(directory.Name, found.Domain, found.Edges, found.Round, found.Step);
                break;
            case EpochEvaluated evaluated:
                LogScores(directory.Name, evaluated.Report.DomainAuc, evaluated.Report.Split, evaluated.Epoch, evaluated.Step);
                break;
            case CheckpointCommitted committed:
                LogCheckpoint(directory.Name, committed.Pointer, committed.Hash, committed.Step);
                break;
            case RunRecovering recovering:
                LogRecovering(directory.Name, recovering.Step, recovering.Reason);
                break;
        }
    }

    [LoggerMessage(EventId = 23, Level = LogLevel.Information, Message = "Run {Run} begins attempt {Attempt} at step {Step}")]
    private partial void LogStarted(string run, long attempt, long step);

    [LoggerMessage(EventId = 24, Level = LogLevel.Information, Message = "Run {Run}: {Phase}, epoch {Epoch}, step {Step}")]
    private partial void LogPhase(string run, RunPhase phase, int epoch, long step);

    [LoggerMessage(EventId = 25, Level = LogLevel.Information, Message = "Run {Run}: domain {Domain} keeps {Edges} edges after search {Round}, step {Step}")]
    private partial void LogMask(string run, string domain, int edges, int round, long step);

    [LoggerMessage(EventId = 26, Level = LogLevel.Information, Message = "Run {Run}: DomainAUC {DomainAuc} on {Split} after epoch {Epoch}, step {Step}")]
    private partial void LogScores(string run, double? domainAuc, string split, int epoch, long step);

    [LoggerMessage(EventId = 27, Level = LogLevel.Information, Message = "Run {Run}: checkpoint {Pointer} {Hash} of step {Step}")]
    private partial void LogCheckpoint(string run, string pointer, string hash, long step);

    [LoggerMessage(EventId = 28, Level = LogLevel.Information, Message = "Run {Run} gives up an attempt at step {Step}: {Reason}")]
    private partial void LogRecovering(string run, long step, string reason);

    [LoggerMessage(EventId = 22, Level = LogLevel.Warning, Message = "Run {Run} goes on elsewhere: {Reason}")]
    private partial void LogReplaced(string run, string reason);
}
