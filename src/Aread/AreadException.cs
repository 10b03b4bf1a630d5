namespace Aread;

/// <summary>
/// Something the user can mend: bad data, a bad option, a damaged file. The message is complete (what, where, why, what to do)
/// and is shown without a stack trace; the program ends with a non-zero exit code.
/// </summary>
public class AreadException : Exception
{
    public AreadException(string message) : base(message) { }

    public AreadException(string message, Exception inner) : base(message, inner) { }
}
