namespace Aread.Host.Web;

/// <summary>Who calls.</summary>
/// <param name="Name">Of the holder of a token, for the audit.</param>
/// <param name="Role">One of <see cref="AccessRole"/>.</param>
internal sealed record Caller(string Name, string Role)
{
    /// <summary>Whoever comes where no token is asked for.</summary>
    public static Caller Anybody { get; } = new("anybody", AccessRole.Operate);
}
