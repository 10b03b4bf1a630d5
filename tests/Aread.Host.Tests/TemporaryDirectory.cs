namespace Aread.Host.Tests;

/// <summary>An empty directory that is deleted with everything in it.</summary>
internal sealed class TemporaryDirectory : IDisposable
{
    public string Location { get; } = Directory.CreateTempSubdirectory("aread-host-").FullName;

    public string this[string name] => Path.Combine(Location, name);

    public string Write(string name, string text)
    {
        File.WriteAllText(this[name], text);
        return this[name];
    }

    public void Dispose() => Directory.Delete(Location, recursive: true);
}
