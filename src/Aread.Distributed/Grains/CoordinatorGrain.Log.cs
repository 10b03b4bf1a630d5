using Microsoft.Extensions.Logging;

namespace Aread.Distributed.Grains;

public sealed partial class CoordinatorGrain
{
    [LoggerMessage(EventId = 1, Level = LogLevel.Error, Message = "Run {Run} ended by a fault")]
    private partial void LogFault(string run, Exception fault);

    [LoggerMessage(EventId = 2, Level = LogLevel.Warning, Message = "The registry was not told of run {Run}")]
    private partial void LogUnannounced(string run, Exception fault);
}
