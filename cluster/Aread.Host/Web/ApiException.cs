namespace Aread.Host.Web;

/// <summary>What a request asked for cannot be had.</summary>
/// <param name="status">The status code that says so.</param>
internal sealed class ApiException(int status, string message) : AreadException(message)
{
    public int Status { get; } = status;
}
