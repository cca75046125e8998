using System.Net.Security;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace NetAnomaly.Operations.Delivery;

/// <summary>
/// Who vouches for receivers: the system's authorities, or those of a file. Verification is never off.
/// </summary>
internal sealed class TrustedAuthorities
{
    private readonly X509Certificate2Collection? own;

    /// <summary>Reads the file, where one is named.</summary>
    /// <exception cref="DeliveryException">It holds no certificates.</exception>
    public TrustedAuthorities(string? path)
    {
        if (path is null) return;
        try
        {
            own = [];
            own.ImportFromPemFile(path);
            if (own.Count == 0) own.Add(X509CertificateLoader.LoadCertificateFromFile(path));
        }
        catch (Exception cause) when (cause is IOException or UnauthorizedAccessException or CryptographicException)
        {
            throw new DeliveryException(
                $"{path}: no certificates can be read from this file; give one in PEM or DER.", canRetry: false, cause);
        }
    }

    /// <summary>Options of a connection to a host.</summary>
    public SslClientAuthenticationOptions Options(string host) =>
        new() { TargetHost = host, CertificateChainPolicy = Policy() };

    /// <summary>Whether a certificate is good, for libraries that take no policy.</summary>
    public bool Accepts(object sender, X509Certificate? certificate, X509Chain? chain, SslPolicyErrors errors)
    {
        if (errors == SslPolicyErrors.None) return true;
        if (own is null || errors != SslPolicyErrors.RemoteCertificateChainErrors || certificate is null) return false;
        using var again = new X509Chain { ChainPolicy = Policy()! };
        if (chain is not null) again.ChainPolicy.ExtraStore.AddRange(chain.ChainPolicy.ExtraStore);
        using var copy = X509CertificateLoader.LoadCertificate(certificate.GetRawCertData());
        return again.Build(copy);
    }

    private X509ChainPolicy? Policy()
    {
        if (own is null) return null;
        // Authorities of a site seldom publish what they revoke.
        var policy = new X509ChainPolicy
        {
            TrustMode = X509ChainTrustMode.CustomRootTrust, RevocationMode = X509RevocationMode.NoCheck,
        };
        policy.CustomTrustStore.AddRange(own);
        policy.ApplicationPolicy.Add(new Oid("1.3.6.1.5.5.7.3.1"));
        return policy;
    }
}
