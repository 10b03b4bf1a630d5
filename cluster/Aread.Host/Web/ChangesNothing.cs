namespace Aread.Host.Web;

/// <summary>Marks an endpoint whose requests bring something and yet change nothing: they are not audited.</summary>
internal sealed class ChangesNothing;
