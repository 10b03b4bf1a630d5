using System.IO.Compression;
using System.Text;
using Aread.Data;
using Aread.Data.Import;
using Aread.Data.Published;
using Aread.Testing;

namespace Aread.Tests.Data.Published;

/// <summary>Published files in a directory that ends with the test, and what becomes of them.</summary>
internal sealed class PublishedCase : IDisposable
{
    private readonly TemporaryDirectory _directory = new();

    public PublishedCase() => Directory.CreateDirectory(Input);

    public string Input => _directory["in"];

    public string Out => _directory["out"];

    public string Preparation => _directory["out.importing"];

    public string Rejected => _directory["out.rejected.csv"];

    /// <summary>What imports said meanwhile.</summary>
    public List<string> Notes { get; } = [];

    /// <summary>Everything beside the input.</summary>
    public string[] Made => [.. Directory.GetFileSystemEntries(_directory.Path).Select(path => Path.GetFileName(path)).Where(name => name != "in").Order(StringComparer.Ordinal)];

    public PublishedImportRequest Request => new(Input, Out);

    public string this[string name] => _directory[name];

    public void Write(string name, string text) => Write(name, Encoding.UTF8.GetBytes(text));

    public void Write(string name, byte[] content) => File.WriteAllBytes(Path.Combine(Input, name), content);

    public void Compress(string name, string text) => Write($"{name}.gz", Compressed(Encoding.UTF8.GetBytes(text)));

    public static byte[] Compressed(byte[] content)
    {
        using var target = new MemoryStream();
        using (var gzip = new GZipStream(target, CompressionLevel.Fastest)) gzip.Write(content);
        return target.ToArray();
    }

    public Task<PublishedSummary> RunAsync(IPublishedFormat format, PublishedImportRequest? request = null) =>
        PublishedImport.RunAsync(format, request ?? Request, null, new Say(Notes.Add), TestContext.Current.CancellationToken);

    /// <summary>An import that is broken off when it comes to a step of preparation for the n-th time, or (null) to the import of the prepared rows.</summary>
    public async Task BreakOffAsync(IPublishedFormat format, string? step, int reports = 1)
    {
        using var cancel = new CancellationTokenSource();
        var seen = 0;
        var progress = new See(reached =>
        {
            if (reached.Step == step && ++seen == reports) cancel.Cancel();
        });
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => PublishedImport.RunAsync(format, Request, progress, new Say(Notes.Add), cancel.Token));
    }

    /// <summary>The data set byte by byte: the hash of every file.</summary>
    /// <param name="directory"><see cref="Out"/> if absent.</param>
    public IReadOnlyDictionary<string, string> Contents(string? directory = null) =>
        Directory.GetFiles(directory ?? Out).ToDictionary(path => Path.GetFileName(path), path => ContentHash.Of(File.ReadAllBytes(path)));

    public void Dispose() => _directory.Dispose();

    private sealed class Say(Action<string> say) : IProgress<string>
    {
        public void Report(string value) => say(value);
    }

    private sealed class See(Action<ImportProgress> see) : IProgress<ImportProgress>
    {
        public void Report(ImportProgress value) => see(value);
    }
}
