namespace Aread.Testing;

/// <summary>Waits for what another process or silo will bring about, and of which nothing but asking tells.</summary>
internal static class Eventually
{
    private static readonly TimeSpan Pace = TimeSpan.FromMilliseconds(100);

    /// <summary>Asks until the answer is yes; the test's own time limit ends it otherwise.</summary>
    public static async Task IsTrueAsync(Func<Task<bool>> question, CancellationToken cancellationToken)
    {
        using var timer = new PeriodicTimer(Pace);
        while (!await question()) await timer.WaitForNextTickAsync(cancellationToken);
    }
}
