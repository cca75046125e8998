using System.Security.Cryptography;
using System.Text;

namespace NetAnomaly.Operations.Alerts;

/// <summary>UUIDs of names (RFC 9562, version 5): the same name always has the same.</summary>
internal static class NameUuid
{
    /// <summary>The namespace of ids that STIX derives from the properties of observables.</summary>
    public static Guid Observables { get; } = new("00abedb4-aa42-466c-9c01-fed23315a9b7");

    /// <summary>The namespace of our own ids.</summary>
    public static Guid Product { get; } = new("6f1f7d0e-8c5b-5d2a-9a6b-3d1f1c8e4b70");

    /// <summary>The UUID of a name.</summary>
    public static string Of(Guid space, string name)
    {
        byte[] bytes = [.. space.ToByteArray(bigEndian: true), .. Encoding.UTF8.GetBytes(name)];
        // The standard names SHA-1; nothing rests on its strength.
        var hash = CryptographicOperations.HashData(HashAlgorithmName.SHA1, bytes)[..16];
        hash[6] = (byte)((hash[6] & 0x0f) | 0x50);
        hash[8] = (byte)((hash[8] & 0x3f) | 0x80);
        return new Guid(hash, bigEndian: true).ToString();
    }
}
