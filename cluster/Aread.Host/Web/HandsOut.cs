namespace Aread.Host.Web;

/// <summary>Marks an endpoint that changes nothing and yet is audited: what it gives leaves for good.</summary>
internal sealed class HandsOut;
