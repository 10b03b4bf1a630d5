using System.Collections.Concurrent;
using Aread.Distributed.Runs;
using Aread.Host.Web;
using Aread.Training;
using Microsoft.AspNetCore.Http;

namespace Aread.Host.Api;

/// <summary>The runs of a directory, by their names.</summary>
internal sealed class RunCatalog(RootDirectory root)
{
    private const int NamesInMessages = 3;

    private readonly HistoryCache _histories = new();

    /// <summary>Of runs that have ended: these change with their files alone.</summary>
    private readonly ConcurrentDictionary<string, (string Stamp, RunSummary Summary)> _ended = new();

    /// <summary>Full path of the directory.</summary>
    public string Path => root.Path;

    public IReadOnlyList<RunSummary> List() => [.. RunDirectory.List(root.Path, SummaryOf).Where(run => root.Owns(run.Name))];

    /// <summary>What stands in the directory, runs or not.</summary>
    public IReadOnlyList<string> Names() => Directory.Exists(root.Path) ? [.. new DirectoryInfo(root.Path).EnumerateDirectories().Select(run => run.Name).Order(StringComparer.Ordinal)] : [];

    /// <summary>Another text once a file of the run was written; cheap to ask for. What cannot be looked at does not change.</summary>
    public string StampOf(string name)
    {
        if (!RootDirectory.IsWord(name) || !root.Owns(name)) return $"{name}: none";
        var stamp = new HashCode();
        try
        {
            // A file that is on its way to another name may be gone before it is looked at.
            foreach (var file in new DirectoryInfo(System.IO.Path.Combine(root.Path, name)).EnumerateFiles().Where(file => file.Exists).OrderBy(file => file.Name, StringComparer.Ordinal))
            {
                stamp.Add(file.Name, StringComparer.Ordinal);
                stamp.Add(file.Length);
                stamp.Add(file.LastWriteTimeUtc);
            }
        }
        catch (Exception fault) when (StorageFault.Is(fault))
        {
            return $"{name}: none";
        }
        return $"{name}: {stamp.ToHashCode()}";
    }

    /// <summary>Opens a run for reading.</summary>
    /// <exception cref="ApiException">There is no such run; or see <see cref="RootDirectory.Locate"/>.</exception>
    public RunDirectory Open(string name)
    {
        RequireName(name);
        if (RunDirectory.Exists(root.Path, name)) return RunDirectory.Open(root.Path, name);
        var near = Near(name, List().Select(run => run.Name));
        throw new ApiException(StatusCodes.Status404NotFound, $"There is no run '{name}'.{near}");
    }

    /// <summary>Opens a run that has a best checkpoint, for reading.</summary>
    /// <exception cref="ApiException">It has none; or see <see cref="Open"/>.</exception>
    public RunDirectory OpenScored(string name)
    {
        var run = Open(name);
        if (run.Checkpoints.TryRead(SavePoint.Best) is not null) return run;
        run.Dispose();
        throw new ApiException(StatusCodes.Status404NotFound, $"Run '{name}' has no best checkpoint yet: no epoch of it was evaluated. Let it train on.");
    }

    /// <inheritdoc cref="RunDirectory.ReadHistory"/>
    public IReadOnlyList<RunEvent> HistoryOf(RunDirectory run) => _histories.Of(run);

    /// <inheritdoc cref="HistoryCache.EventsOf"/>
    public IReadOnlyList<RunEvent> EventsOf(RunDirectory run) => _histories.EventsOf(run);

    /// <exception cref="ApiException">It is no name that a run can have; or see <see cref="RootDirectory.Locate"/>.</exception>
    public void RequireName(string name)
    {
        if (name.Contains('/', StringComparison.Ordinal)) throw new ApiException(StatusCodes.Status400BadRequest, $"'{name}' cannot be the name of a run: it has a slash.");
        root.Locate(name);
    }

    /// <summary>A sentence about the names that are nearest to one that is not there.</summary>
    public static string Near(string name, IEnumerable<string> known)
    {
        var near = known.OrderBy(other => EditDistance.Between(other, name)).Take(NamesInMessages).ToArray();
        return near.Length == 0 ? " There is none at all." : $" Near it: {string.Join(", ", near)}.";
    }

    private RunSummary SummaryOf(RunDirectory run)
    {
        // Taken before the files are read: what is written in between is read again the next time.
        var stamp = StampOf(run.Name);
        if (_ended.TryGetValue(run.Name, out var known) && known.Stamp == stamp) return known.Summary;
        var summary = RunSummary.Of(run);
        if (summary.State is RunState.Finished or RunState.Stopped or RunState.Failed) _ended[run.Name] = (stamp, summary);
        return summary;
    }
}
