using Spectre.Console;

namespace Aread.Host.Progress;

/// <summary>A bar for work that only knows its share done. Nothing is drawn where the output is no terminal.</summary>
internal static class WorkView
{
    public static async Task<T> ShowAsync<T>(ProgramEnvironment environment, bool json, string what, Func<IProgress<double>?, Task<T>> work)
    {
        if (json || !environment.Console.Profile.Out.IsTerminal) return await work(null);
        return await environment.Console.Progress().AutoClear(true).HideCompleted(true).StartAsync(context =>
        {
            var bar = context.AddTask(what, maxValue: 1);
            return work(new Progress<double>(share => bar.Value = share));
        });
    }
}
