using Aread.Host.Web;
using Microsoft.Extensions.Logging;
using Serilog;
using Serilog.Core;
using Serilog.Events;
using Serilog.Extensions.Logging;
using Serilog.Formatting.Compact;

namespace Aread.Host;

/// <summary>
/// The program's only log: a CLEF file (one JSON object a line), which gives way to a next one when it is full. Where it lies is known only when a run
/// has its directory; events until then are held back and written first. A command that runs for days shows them as lines, too, and needs no file.
/// </summary>
/// <remarks>A file <c>silo.clef</c> is followed by <c>silo_001.clef</c>; the oldest go when there are too many.</remarks>
internal sealed class ProgramLog : IDisposable
{
    private const int MostHeld = 10_000;

    private readonly long _fileBytes;
    private readonly int _files;
    private readonly Lock _gate = new();
    private readonly List<LogEvent> _held = [];
    private readonly Logger _front;
    private Logger? _file;
    private Logger? _lines;

    /// <param name="fileBytes">When a file is full.</param>
    /// <param name="files">So many are kept.</param>
    public ProgramLog(long fileBytes = 64 << 20, int files = 8)
    {
        (_fileBytes, _files) = (fileBytes, files);
        _front = new LoggerConfiguration()
            .MinimumLevel.Information()
            .MinimumLevel.Override("Microsoft", LogEventLevel.Warning)
            .MinimumLevel.Override("Orleans", LogEventLevel.Warning)
            .MinimumLevel.Override("Polly", LogEventLevel.Warning)
            // What a login at the issuer failed by is in the audit's line.
            .MinimumLevel.Override("Microsoft.AspNetCore.Authentication.OpenIdConnect", LogEventLevel.Fatal)
            .MinimumLevel.Override(typeof(TokenHandler).FullName!, LogEventLevel.Warning)
            .Enrich.FromLogContext()
            .WriteTo.Sink(new Entry(this))
            .CreateLogger();
        Loggers = new SerilogLoggerFactory(_front);
    }

    public ILoggerFactory Loggers { get; }

    /// <summary>The first file, once there is one.</summary>
    public string? Path { get; private set; }

    /// <summary>Writes into a new file of this directory from now on; the first call decides.</summary>
    public void OpenIn(string directory) => Open(System.IO.Path.Combine(directory, $"aread-{DateTime.UtcNow:yyyyMMdd-HHmmss}-{Environment.ProcessId}.clef"));

    /// <summary>Writes to this file from now on; the first call decides.</summary>
    public void Open(string path)
    {
        lock (_gate)
        {
            if (_file is not null) return;
            Path = System.IO.Path.GetFullPath(path);
            _file = new LoggerConfiguration().MinimumLevel.Verbose()
                .WriteTo.File(new CompactJsonFormatter(), Path, fileSizeLimitBytes: _fileBytes, rollOnFileSizeLimit: true, retainedFileCountLimit: _files)
                .CreateLogger();
            // The file is made by its first event: that it cannot be written, and by whom it was, shows at once.
            _file.Information("Aread {Version}", AreadVersion.Current);
            foreach (var held in _held) _file.Write(held);
            _held.Clear();
        }
    }

    /// <summary>Shows every event from now on as a line for people.</summary>
    /// <param name="file">Where they are written, too; null: nowhere.</param>
    public void ShowOn(TextWriter writer, string? file = null)
    {
        if (file is not null) Open(file);
        lock (_gate)
        {
            _lines = new LoggerConfiguration().MinimumLevel.Verbose().WriteTo.Sink(new LogLines(writer)).CreateLogger();
            foreach (var held in _held) _lines.Write(held);
        }
    }

    /// <summary>Writes a fault down with its stack trace, in the directory for temporary files if nothing was opened.</summary>
    /// <returns>The file.</returns>
    public string WriteFault(Exception fault)
    {
        OpenIn(System.IO.Path.GetTempPath());
        _front.Fatal(fault, "The program failed");
        return Path!;
    }

    public void Dispose()
    {
        Loggers.Dispose();
        _front.Dispose();
        _file?.Dispose();
        _lines?.Dispose();
    }

    private void Add(LogEvent logEvent)
    {
        lock (_gate)
        {
            _lines?.Write(logEvent);
            if (_file is not null) _file.Write(logEvent);
            else if (_lines is null && _held.Count < MostHeld) _held.Add(logEvent);
        }
    }

    // A logger disposes of its sinks, so the log itself cannot be one.
    private sealed class Entry(ProgramLog log) : ILogEventSink
    {
        public void Emit(LogEvent logEvent) => log.Add(logEvent);
    }
}
