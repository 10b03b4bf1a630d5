using Serilog.Core;
using Serilog.Events;
using Serilog.Formatting.Display;

namespace Aread.Host;

/// <summary>The log as lines for people, one an event, whatever is in it. Traces and Orleans' warnings, of which a dying silo makes hundreds, are for the file.</summary>
internal sealed class LogLines(TextWriter writer) : ILogEventSink
{
    private readonly MessageTemplateTextFormatter _line = new("{Timestamp:HH:mm:ss} {Level:u3} {Message:lj}");

    public void Emit(LogEvent logEvent)
    {
        if (IsOfOrleans(logEvent) && logEvent.Level < LogEventLevel.Error) return;
        using var line = new StringWriter();
        _line.Format(logEvent, line);
        if (logEvent.Exception is { } fault) line.Write($" ({fault.Message.Split('\n')[0].TrimEnd()})");
        writer.WriteLine(PlainText.Of(line.ToString()));
        writer.Flush();
    }

    private static bool IsOfOrleans(LogEvent logEvent) =>
        logEvent.Properties.TryGetValue(Constants.SourceContextPropertyName, out var source)
        && source is ScalarValue { Value: string name } && name.StartsWith("Orleans", StringComparison.Ordinal);
}
