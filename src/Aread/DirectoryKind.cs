namespace Aread;

/// <summary>A kind of directory that the project writes as a whole.</summary>
/// <param name="Marker">The file by which such a directory is known.</param>
/// <param name="Article">That of the name.</param>
/// <param name="Name">For messages.</param>
public sealed record DirectoryKind(string Marker, string Article, string Name);
