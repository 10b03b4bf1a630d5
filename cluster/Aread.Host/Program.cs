using Aread.Distributed.Hosting;
using Aread.Host;
using Spectre.Console;

const int RedirectedWidth = 160;

using var log = new ProgramLog();
using var signals = new StopSignals();
var environment = new ProgramEnvironment
{
    Console = ConsoleOn(Console.Out, Console.IsOutputRedirected),
    Errors = ConsoleOn(Console.Error, Console.IsErrorRedirected),
    Output = Console.Out,
    Variables = Environment.GetEnvironmentVariables().Cast<System.Collections.DictionaryEntry>().ToDictionary(pair => (string)pair.Key, pair => (string?)pair.Value ?? ""),
    SettingsFiles = SettingsFiles.Standard(),
    Log = log,
    CreateEngine = loggers => new EmbeddedEngine(loggers),
    Connect = (loggers, cluster) => new ClusterEngine(loggers, cluster, TimeProvider.System),
};
return await AreadProgram.RunAsync(args, environment, signals.Token);

static IAnsiConsole ConsoleOn(TextWriter writer, bool isRedirected)
{
    var console = AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(writer) });
    if (isRedirected) console.Profile.Width = RedirectedWidth;
    return console;
}
