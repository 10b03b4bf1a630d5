using System.Reflection;

namespace Aread;

/// <summary>Which build of the program it is.</summary>
public static class AreadVersion
{
    /// <summary>Version and commit, as <c>aread --version</c> prints them.</summary>
    public static string Current { get; } = typeof(AreadVersion).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()!.InformationalVersion;
}
