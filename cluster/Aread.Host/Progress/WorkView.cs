using Spectre.Console;

namespace Aread.Host.Progress;

/// <summary>A bar for work of a known size. Nothing is drawn where the output is no terminal.</summary>
internal static class WorkView
{
    /// <summary>Work that says which share of it is done.</summary>
    public static Task<T> ShowAsync<T>(ProgramEnvironment environment, bool json, string what, Func<IProgress<double>?, Task<T>> work) =>
        DrawAsync(environment, json, what, 1, work);

    /// <summary>Work that says how many of <paramref name="total"/> units are done.</summary>
    public static Task<T> ShowAsync<T>(ProgramEnvironment environment, bool json, string what, long total, Func<IProgress<long>?, Task<T>> work) =>
        DrawAsync(environment, json, what, total, work);

    private static async Task<T> DrawAsync<T, TDone>(ProgramEnvironment environment, bool json, string what, double total, Func<IProgress<TDone>?, Task<T>> work)
        where TDone : IConvertible
    {
        if (json || !environment.Console.Profile.Out.IsTerminal) return await work(null);
        return await environment.Console.Progress().AutoClear(true).HideCompleted(true).StartAsync(context =>
        {
            var bar = context.AddTask(what, maxValue: total);
            return work(new Progress<TDone>(done => bar.Value = done.ToDouble(null)));
        });
    }
}
