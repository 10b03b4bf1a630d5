using Spectre.Console;

namespace Aread.Host.Progress;

/// <summary>A bar for work that says how far it is. Nothing is drawn where the output is no terminal.</summary>
internal static class WorkView
{
    /// <param name="begin">What is done first.</param>
    /// <param name="read">What is done now, and which share of it is done already.</param>
    public static async Task<T> ShowAsync<T, TProgress>(
        ProgramEnvironment environment,
        bool json,
        string begin,
        Func<TProgress, (string What, double Share)> read,
        Func<IProgress<TProgress>?, Task<T>> work)
    {
        if (json || !environment.Console.Profile.Out.IsTerminal) return await work(null);
        return await environment.Console.Progress().AutoClear(true).HideCompleted(true).StartAsync(context =>
        {
            var bar = context.AddTask(begin, maxValue: 1);
            return work(new Progress<TProgress>(progress => (bar.Description, bar.Value) = read(progress)));
        });
    }
}
