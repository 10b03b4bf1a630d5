using Aread.Distributed.Runs;
using Aread.Host.Progress;
using Aread.Host.Report;
using Aread.Training;
using Spectre.Console;

namespace Aread.Host;

/// <summary>What a command that trained a run ends with.</summary>
internal sealed class TrainingConclusion(ProgramEnvironment environment, string runs, string run)
{
    /// <returns>The exit code.</returns>
    /// <exception cref="AreadException">The run failed.</exception>
    public int Show(TrainingProgress last, bool json)
    {
        switch (last.Ended!.Outcome)
        {
            case RunOutcome.Stopped:
                WriteReport();
                environment.Errors.WriteLine($"Stopped at step {last.Ended.Step:N0}. To go on: aread train --run {run}{(runs == "runs" ? "" : $" --runs {runs}")} --resume");
                return ExitCode.Stopped;
            case RunOutcome.Failed:
                throw new AreadException(last.Ended.Reason);
            default:
                var report = WriteReport();
                if (json) return ExitCode.Done;
                if (last.Test is { } test) environment.Console.Write(ScoreTable.Compare((run, test)));
                if (report is not null) environment.Console.WriteLine($"Report: {report}");
                return ExitCode.Done;
        }
    }

    /// <returns>Null where the run's directory is not in sight.</returns>
    private string? WriteReport()
    {
        if (!RunDirectory.Exists(runs, run)) return null;
        using var directory = RunDirectory.Open(runs, run);
        return RunReport.Write(directory);
    }
}
