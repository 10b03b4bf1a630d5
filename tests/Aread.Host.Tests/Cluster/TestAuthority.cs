using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Aread.Host.Tests.Cluster;

/// <summary>An authority of a test's own, which signs certificates for members of a cluster.</summary>
internal sealed class TestAuthority
{
    private readonly string _directory;
    private readonly string _name;
    private readonly X509Certificate2 _own;

    /// <param name="directory">Where the files go.</param>
    public TestAuthority(string directory, string name)
    {
        (_directory, _name) = (directory, name);
        var request = new CertificateRequest($"CN={name}", ECDsa.Create(ECCurve.NamedCurves.nistP256), HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(certificateAuthority: true, hasPathLengthConstraint: false, 0, critical: true));
        _own = request.CreateSelfSigned(DateTimeOffset.UtcNow.AddDays(-30), DateTimeOffset.UtcNow.AddDays(30));
        Path = Write($"{name}.pem", _own.ExportCertificatePem());
    }

    /// <summary>Its certificate.</summary>
    public string Path { get; }

    public TestCertificate Issue(string member, string? password = null, bool isExpired = false)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest($"CN={member}", key, HashAlgorithmName.SHA256);
        var until = isExpired ? DateTimeOffset.UtcNow.AddDays(-1) : DateTimeOffset.UtcNow.AddDays(1);
        using var issued = request.Create(_own, DateTimeOffset.UtcNow.AddDays(-2), until, RandomNumberGenerator.GetBytes(8));
        var encrypted = new PbeParameters(PbeEncryptionAlgorithm.Aes256Cbc, HashAlgorithmName.SHA256, 1000);
        return new TestCertificate(
            Write($"{_name}-{member}.pem", issued.ExportCertificatePem()),
            Write($"{_name}-{member}.key", password is null ? key.ExportPkcs8PrivateKeyPem() : key.ExportEncryptedPkcs8PrivateKeyPem(password, encrypted)),
            Path,
            password);
    }

    private string Write(string file, string content)
    {
        var path = System.IO.Path.Combine(_directory, file);
        File.WriteAllText(path, content);
        return path;
    }
}
