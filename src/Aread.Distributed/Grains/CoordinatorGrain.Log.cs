using Aread.Training;
using Microsoft.Extensions.Logging;

namespace Aread.Distributed.Grains;

public sealed partial class CoordinatorGrain
{
    [LoggerMessage(EventId = 1, Level = LogLevel.Error, Message = "The end of run {Run} could not be written down")]
    private partial void LogUnwritten(string run, Exception fault);

    [LoggerMessage(EventId = 2, Level = LogLevel.Warning, Message = "The registry was not told of run {Run}")]
    private partial void LogUnannounced(string run, Exception fault);

    [LoggerMessage(EventId = 3, Level = LogLevel.Warning, Message = "The end of run {Run} is for its new writer to tell: {Reason}")]
    private partial void LogReplaced(string run, string reason);

    [LoggerMessage(EventId = 5, Level = LogLevel.Information, Message = "Run {Run} ended at step {Step}: {Outcome}. {Reason}")]
    private partial void LogEnded(string run, long step, RunOutcome outcome, string reason);

    [LoggerMessage(EventId = 4, Level = LogLevel.Warning, Message = "The events of run {Run} cannot be read")]
    private partial void LogUnreadable(string run, Exception fault);
}
