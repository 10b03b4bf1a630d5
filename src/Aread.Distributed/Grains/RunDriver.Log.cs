using Microsoft.Extensions.Logging;

namespace Aread.Distributed.Grains;

internal sealed partial class RunDriver
{
    [LoggerMessage(EventId = 20, Level = LogLevel.Error, Message = "Run {Run} ended by a fault")]
    private partial void LogFault(string run, Exception fault);

    [LoggerMessage(EventId = 21, Level = LogLevel.Warning, Message = "Run {Run} lost a part and goes on from its latest checkpoint")]
    private partial void LogLoss(string run, Exception fault);

    [LoggerMessage(EventId = 22, Level = LogLevel.Warning, Message = "Run {Run} goes on elsewhere: {Reason}")]
    private partial void LogReplaced(string run, string reason);
}
