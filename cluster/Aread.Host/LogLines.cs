using Serilog.Core;
using Serilog.Events;
using Serilog.Formatting.Display;

namespace Aread.Host;

/// <summary>The log as lines for people. Traces are shown for errors only: what is a warning is over, or will be said again as an error.</summary>
internal sealed class LogLines(TextWriter writer) : ILogEventSink
{
    private readonly MessageTemplateTextFormatter _line = new("{Timestamp:HH:mm:ss} {Level:u3} {Message:lj}");

    public void Emit(LogEvent logEvent)
    {
        _line.Format(logEvent, writer);
        if (logEvent.Exception is { } fault) writer.Write(logEvent.Level >= LogEventLevel.Error ? $"{Environment.NewLine}{fault}" : $" ({fault.GetBaseException().Message})");
        writer.WriteLine();
        writer.Flush();
    }
}
