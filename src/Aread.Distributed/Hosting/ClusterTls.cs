using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Orleans.Connections.Security;

namespace Aread.Distributed.Hosting;

/// <summary>
/// Encryption between silos, and between silos and clients. Both ends show a certificate, and let in whom their authority signed: addresses come and go, so
/// names in certificates say nothing.
/// </summary>
internal sealed class ClusterTls
{
    private readonly X509Certificate2 _own;
    private readonly X509Certificate2Collection _authority;

    private ClusterTls(X509Certificate2 own, X509Certificate2Collection authority) => (_own, _authority) = (own, authority);

    /// <summary>Reads the files.</summary>
    /// <param name="options">Checked already.</param>
    /// <returns>Null where none are named.</returns>
    /// <exception cref="AreadException">A file is not there or holds something else, or this process's own certificate would not be let in.</exception>
    public static ClusterTls? Load(ClusterOptions options)
    {
        if (options.TlsCertificate is not { Length: > 0 } certificate) return null;
        var own = Read(nameof(ClusterOptions.TlsCertificate), certificate, () => Own(certificate, options.TlsKey!, options.TlsKeyPassword));
        var authority = Read(nameof(ClusterOptions.TlsAuthority), options.TlsAuthority!, () => Certificates(options.TlsAuthority!));
        var tls = new ClusterTls(own, authority);
        if (tls.Refusal(own) is { } refusal)
            throw new AreadException($"{Key(nameof(ClusterOptions.TlsCertificate))} = {certificate}: the others would not let it in: {refusal} Have one signed by the authority in {options.TlsAuthority}.");
        return tls;
    }

    public void Apply(TlsOptions options)
    {
        options.LocalCertificate = _own;
        options.LocalServerCertificateSelector = (_, _) => _own;
        options.LocalClientCertificateSelector = (_, _, _, _, _) => _own;
        options.RemoteCertificateMode = RemoteCertificateMode.RequireCertificate;
        options.ClientCertificateMode = RemoteCertificateMode.RequireCertificate;
        options.RemoteCertificateValidation = (certificate, _, _) => Refusal(certificate) is null;
        options.OnAuthenticateAsClient = static (_, authentication) => authentication.TargetHost = "aread";
    }

    /// <returns>Why a certificate is not let in; null if it is.</returns>
    private string? Refusal(X509Certificate2 certificate)
    {
        using var chain = new X509Chain();
        chain.ChainPolicy.TrustMode = X509ChainTrustMode.CustomRootTrust;
        chain.ChainPolicy.CustomTrustStore.AddRange(_authority);
        chain.ChainPolicy.RevocationMode = X509RevocationMode.NoCheck;
        chain.ChainPolicy.DisableCertificateDownloads = true;
        return chain.Build(certificate) ? null : string.Join(' ', chain.ChainStatus.Select(status => $"{status.StatusInformation.TrimEnd('.')}."));
    }

    private static X509Certificate2 Own(string certificate, string key, string? password)
    {
        using var read = string.IsNullOrEmpty(password)
            ? X509Certificate2.CreateFromPemFile(certificate, key)
            : X509Certificate2.CreateFromEncryptedPemFile(certificate, password, key);
        // A key that was read from PEM is not one that every system can encrypt connections with.
        return X509CertificateLoader.LoadPkcs12(read.Export(X509ContentType.Pkcs12), null);
    }

    private static X509Certificate2Collection Certificates(string file)
    {
        var certificates = new X509Certificate2Collection();
        certificates.ImportFromPemFile(file);
        return certificates.Count > 0 ? certificates : throw new CryptographicException("There is no certificate in it.");
    }

    private static T Read<T>(string key, string file, Func<T> read)
    {
        try
        {
            return read();
        }
        catch (Exception fault) when (fault is CryptographicException or ArgumentException || StorageFault.Is(fault))
        {
            throw new AreadException($"{Key(key)} = {file}: this cannot be used for TLS: {fault.Message} Files in PEM are needed: certificate, its key, and the authority's certificate.", fault);
        }
    }

    private static string Key(string name) => $"{ClusterOptions.Section}:{name}";
}
