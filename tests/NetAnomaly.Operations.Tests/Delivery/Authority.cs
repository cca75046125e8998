using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace NetAnomaly.Operations.Tests.Delivery;

/// <summary>An authority that no system trusts, and a certificate of it for this machine.</summary>
internal sealed class Authority : IDisposable
{
    /// <summary>Makes both.</summary>
    public Authority(string folder, string host = "localhost")
    {
        var from = DateTimeOffset.UtcNow.AddDays(-1);
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=NetAnomaly tests", key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, false, 0, true));
        using var root = request.CreateSelfSigned(from, from.AddDays(30));
        PemPath = Path.Combine(folder, $"{Guid.NewGuid():N}.pem");
        File.WriteAllText(PemPath, root.ExportCertificatePem());

        using var own = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var server = new CertificateRequest($"CN={host}", own, HashAlgorithmName.SHA256);
        var names = new SubjectAlternativeNameBuilder();
        names.AddDnsName(host);
        server.CertificateExtensions.Add(names.Build());
        using var signed = server.Create(root, from, from.AddDays(20), [1, 2, 3, 4]);
        using var whole = signed.CopyWithPrivateKey(own);
        Server = X509CertificateLoader.LoadPkcs12(whole.Export(X509ContentType.Pkcs12), null);
    }

    /// <summary>The file of the authority.</summary>
    public string PemPath { get; }

    /// <summary>The certificate, with its key.</summary>
    public X509Certificate2 Server { get; }

    public void Dispose() => Server.Dispose();
}
