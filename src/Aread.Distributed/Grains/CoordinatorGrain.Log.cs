using Microsoft.Extensions.Logging;

namespace Aread.Distributed.Grains;

public sealed partial class CoordinatorGrain
{
    [LoggerMessage(EventId = 1, Level = LogLevel.Error, Message = "The end of run {Run} could not be written down")]
    private partial void LogUnwritten(string run, Exception fault);

    [LoggerMessage(EventId = 2, Level = LogLevel.Warning, Message = "The registry was not told of run {Run}")]
    private partial void LogUnannounced(string run, Exception fault);

    [LoggerMessage(EventId = 5, Level = LogLevel.Error, Message = "Run {Run} cannot be gone on with here and is given up")]
    private partial void LogGivenUp(string run, Exception fault);
}
