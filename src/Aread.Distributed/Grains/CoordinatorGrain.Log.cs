using Microsoft.Extensions.Logging;

namespace Aread.Distributed.Grains;

public sealed partial class CoordinatorGrain
{
    [LoggerMessage(EventId = 1, Level = LogLevel.Error, Message = "Run {Run} ended by a fault")]
    private partial void LogFault(string run, Exception fault);
}
