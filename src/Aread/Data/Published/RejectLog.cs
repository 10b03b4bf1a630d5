using System.Text;

namespace Aread.Data.Published;

/// <summary>
/// The rows that a step of preparation rejects: counted by reason, the first ones kept, all written to a file.
/// </summary>
/// <param name="create">Makes the file when the first row comes.</param>
internal sealed class RejectLog(Func<Stream> create, PublishedImportRequest request) : IDisposable
{
    private const string Header = "file,line,reason,text";

    private readonly List<FileRejects> _files = [];
    private StreamWriter? _writer;

    /// <summary>What was rejected so far, file by file.</summary>
    public IReadOnlyList<RejectedRows> Results => _files.ConvertAll(file => file.Result);

    /// <summary>Begins the count of a file.</summary>
    public FileRejects For(InputFile file)
    {
        _files.Add(new FileRejects(this, file));
        return _files[^1];
    }

    internal void Write(RejectedRow row)
    {
        _writer ??= new StreamWriter(create(), new UTF8Encoding(encoderShouldEmitUTF8Identifier: false), 1 << 16) { NewLine = "\n" };
        _writer.WriteLine($"{Quoted(row.File)},{row.Line},{Quoted(row.Reason)},{Quoted(row.Text)}");
    }

    /// <exception cref="RejectLimitException">More rows are rejected than may be.</exception>
    public void RequireShare(RejectedRows rows) => RequireShare(rows, request);

    /// <exception cref="RejectLimitException">More rows are rejected than may be.</exception>
    public static void RequireShare(RejectedRows rows, PublishedImportRequest request)
    {
        if (rows.Total <= request.MaxRejected * rows.Rows) return;
        var first = string.Concat(rows.First.Select(row => $"{Environment.NewLine}  line {row.Line}: {row.Reason} {row.Text}"));
        throw new RejectLimitException(
            $"{Path.Combine(request.InputDirectory, rows.File)}: {rows.Total:N0} of {rows.Rows:N0} rows are damaged, more than the share of {request.MaxRejected} that may be (--max-rejected). The first of them:{first}" +
            $"{Environment.NewLine}Those that were found are in {request.RejectedFile}. Check the file, or allow more.");
    }

    /// <summary>What steps have rejected of each file, together: a file that several of them read is still one file.</summary>
    public static IEnumerable<RejectedRows> Together(IEnumerable<RejectedRows> steps) => steps.GroupBy(rows => rows.File, StringComparer.Ordinal).Select(file => new RejectedRows(
        file.Key,
        file.Max(rows => rows.Rows),
        file.SelectMany(rows => rows.Reasons).GroupBy(reason => reason.Key).ToDictionary(reason => reason.Key, reason => reason.Sum(rows => rows.Value)),
        [.. file.SelectMany(rows => rows.First)]));

    /// <summary>Makes one file of several that logs wrote, or none if none wrote any.</summary>
    public static void Join(IEnumerable<string> files, string target)
    {
        File.Delete(target);
        string[] there = [.. files.Where(File.Exists)];
        if (there.Length == 0) return;
        var partial = $"{target}.partial";
        using (var stream = File.Create(partial))
        {
            stream.Write(Encoding.UTF8.GetBytes(Header + "\n"));
            foreach (var file in there)
                using (var rows = File.OpenRead(file)) rows.CopyTo(stream);
        }
        File.Move(partial, target, overwrite: true);
    }

    /// <summary>Everything is in the file from now on, and no row comes any more.</summary>
    public void Dispose() => _writer?.Dispose();

    private static string Quoted(string text) => $"\"{text.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
}
