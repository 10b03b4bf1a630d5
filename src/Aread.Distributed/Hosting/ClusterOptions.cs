using System.ComponentModel.DataAnnotations;

namespace Aread.Distributed.Hosting;

/// <summary>Which cluster a process belongs to and how it is reached there. No part of a run: it may hold a password.</summary>
public sealed record ClusterOptions : IValidatableObject
{
    /// <summary>The section of the configuration.</summary>
    public const string Section = "Cluster";

    /// <summary>Where the list of silos and the state of runs are kept.</summary>
    public ClusterProvider Provider { get; init; } = ClusterProvider.Localhost;

    /// <summary>How Redis or PostgreSQL is reached. <c>host:6379</c>; <c>Host=db;Database=aread;Username=aread;Password=...</c></summary>
    public string? ConnectionString { get; init; }

    /// <summary>Localhost: where the cluster's file lies; null = <c>aread/cluster</c> in the user's local application data.</summary>
    public string? Directory { get; init; }

    /// <summary>Silos of one name find each other; several clusters can share a store.</summary>
    [Required(AllowEmptyStrings = false), RegularExpression(@"[A-Za-z0-9][A-Za-z0-9._-]{0,99}", ErrorMessage = "must be letters, digits, '-', '_' and '.', up to 100, beginning with a letter or digit.")]
    public string ClusterId { get; init; } = "aread";

    /// <summary>The address at which other silos reach this one; null = loopback for Localhost, else the machine's.</summary>
    public string? Address { get; init; }

    /// <summary>Where silos call this one; 0 = a free port for Localhost, else 11111.</summary>
    [Range(0, 65535)]
    public int SiloPort { get; init; }

    /// <summary>Where clients call this silo; 0 = a free port for Localhost, else 30000.</summary>
    [Range(0, 65535)]
    public int GatewayPort { get; init; }

    /// <summary>What this silo computes on.</summary>
    public SiloRole Role { get; init; } = SiloRole.Cpu;

    /// <summary>How long a silo may be silent before the others declare it dead. The same in all silos.</summary>
    [Range(2, 600)]
    public int FailureDetectionSeconds { get; init; } = 10;

    /// <summary>How long a run may stand still after a loss before it is given up.</summary>
    [Range(1, 10_000)]
    public int RecoveryMinutes { get; init; } = 30;

    /// <summary>This process's certificate (PEM). With it, all connections between silos and clients are encrypted, and both ends show one.</summary>
    public string? TlsCertificate { get; init; }

    /// <summary>Its private key (PEM).</summary>
    public string? TlsKey { get; init; }

    /// <summary>The key's password, if it has one.</summary>
    [Secret]
    public string? TlsKeyPassword { get; init; }

    /// <summary>Certificates (PEM) of the authority that signed those of all silos and clients. Whom it signed is let in.</summary>
    public string? TlsAuthority { get; init; }

    /// <summary>A record prints its values; this one must not print its passwords.</summary>
    public override string ToString() => $"{Provider} cluster '{ClusterId}'";

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (Provider != ClusterProvider.Localhost && string.IsNullOrWhiteSpace(ConnectionString))
            yield return new ValidationResult($"{Provider} is reached by a connection string.", [nameof(ConnectionString)]);
        if (SiloPort != 0 && SiloPort == GatewayPort)
            yield return new ValidationResult("two ports must be given.", [nameof(SiloPort), nameof(GatewayPort)]);
        string?[] files = [TlsCertificate, TlsKey, TlsAuthority];
        if (files.Any(string.IsNullOrWhiteSpace) && !files.All(string.IsNullOrWhiteSpace))
            yield return new ValidationResult("all three files are needed for TLS, or none.", [nameof(TlsCertificate), nameof(TlsKey), nameof(TlsAuthority)]);
        if (!string.IsNullOrEmpty(TlsKeyPassword) && string.IsNullOrWhiteSpace(TlsKey))
            yield return new ValidationResult($"{nameof(TlsKeyPassword)} is set, and there is no key that it opens.", [nameof(TlsKey)]);
    }
}
