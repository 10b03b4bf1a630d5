namespace Aread.Host;

/// <summary>What the program returns to its caller.</summary>
internal static class ExitCode
{
    public const int Done = 0;

    /// <summary>The user can mend it: data, option or file. The message on stderr says how.</summary>
    public const int UserError = 1;

    /// <summary>The command line itself is wrong.</summary>
    public const int Usage = 2;

    /// <summary>A fault of the program (sysexits.h EX_SOFTWARE). The stack trace is in the log file that the message names.</summary>
    public const int Fault = 70;

    /// <summary>Stopped on request: 128 + SIGINT.</summary>
    public const int Stopped = 130;
}
