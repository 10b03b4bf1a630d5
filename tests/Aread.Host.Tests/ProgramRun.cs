using Aread.Distributed.Hosting;

namespace Aread.Host.Tests;

/// <summary>The program run inside the test, with its output caught.</summary>
internal sealed record ProgramRun(int Code, string Output, string Errors)
{
    public static Task<ProgramRun> Of(params string[] arguments) => Of(new ScriptedEngine(), arguments);

    public static Task<ProgramRun> Of(IAreadEngine engine, params string[] arguments) => Of(engine, new ProgramSetting(), CancellationToken.None, arguments);

    public static async Task<ProgramRun> Of(IAreadEngine engine, ProgramSetting setting, CancellationToken stop, params string[] arguments)
    {
        using var output = new StringWriter();
        using var errors = new StringWriter();
        using var log = new ProgramLog();
        var code = await AreadProgram.RunAsync(arguments, EnvironmentOf(engine, setting, output, errors, log), stop);
        return new ProgramRun(code, output.ToString(), errors.ToString());
    }

    public static ProgramEnvironment EnvironmentOf(IAreadEngine engine, ProgramSetting setting, TextWriter output, TextWriter errors, ProgramLog log) => new()
    {
        Console = CaughtConsole.On(output, setting.Width, setting.IsTerminal),
        Errors = CaughtConsole.On(errors, 1000),
        Output = output,
        Variables = setting.Variables,
        SettingsFiles = setting.Files,
        Log = log,
        QuickstartPlan = setting.QuickstartPlan,
        CreateEngine = _ => engine,
        Connect = (loggers, cluster) => engine as IClusterEngine ?? new ClusterEngine(loggers, cluster, TimeProvider.System),
    };
}
