using System.Security.Cryptography;

namespace NetAnomaly.Core.Engines.Packs;

/// <summary>Copies files into a pack and hashes them on the way.</summary>
internal static class PackCopy
{
    /// <summary>Copies a stream that must be what the manifest says.</summary>
    /// <exception cref="InvalidDataException">It is longer, shorter or of another SHA-256.</exception>
    public static void Copy(
        Stream from, string target, PackFile expected, int bufferSize, Action<long> written,
        CancellationToken cancellation)
    {
        var (length, sha256) = Copy([from], target, expected.Length, bufferSize, written, cancellation);
        if (length != expected.Length)
            throw new InvalidDataException($"'{expected.Path}' is not as long as the manifest says");
        if (sha256 != expected.Sha256)
            throw new InvalidDataException($"'{expected.Path}' is damaged (its SHA-256 does not match)");
    }

    /// <summary>Copies streams one behind the other into one file, and flushes it.</summary>
    /// <param name="parts">The streams; each is disposed.</param>
    /// <param name="target">The file, which must not exist.</param>
    /// <param name="most">Bytes that are copied at most; one more is read to see whether there are more.</param>
    /// <param name="bufferSize">Bytes that are held in memory.</param>
    /// <param name="written">Told how many bytes have been written.</param>
    /// <param name="cancellation">Stops it between two buffers.</param>
    /// <returns>Bytes read, and the SHA-256 of those written.</returns>
    public static (long Length, string Sha256) Copy(
        IEnumerable<Stream> parts, string target, long most, int bufferSize, Action<long> written,
        CancellationToken cancellation)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        using var to = new FileStream(target, FileMode.CreateNew, FileAccess.Write, FileShare.None, 0);
        var buffer = new byte[bufferSize];
        long length = 0;
        foreach (var part in parts)
        {
            using var open = part;
            for (int read; (read = open.Read(buffer)) > 0;)
            {
                cancellation.ThrowIfCancellationRequested();
                length += read;
                if (length > most) return (length, "");
                to.Write(buffer, 0, read);
                hash.AppendData(buffer, 0, read);
                written(length);
            }
        }

        to.Flush(flushToDisk: true);
        return (length, Convert.ToHexStringLower(hash.GetHashAndReset()));
    }
}
