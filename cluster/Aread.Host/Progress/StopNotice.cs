namespace Aread.Host.Progress;

internal static class StopNotice
{
    public const string Text = "Stopping at the next step. Ctrl-C again ends at once.";
}
