using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace NetAnomaly.Core.Datasets;

/// <summary>
/// SHA-256 over many small values, gathered in blocks. Whatever has no fixed length is preceded by it.
/// </summary>
internal sealed class DatasetDigest : IDisposable
{
    private readonly IncrementalHash hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
    private readonly byte[] block = new byte[1 << 16];
    private int used;

    /// <summary>Adds bytes as they are.</summary>
    public void Add(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length > block.Length - used) Flush();
        if (bytes.Length > block.Length)
        {
            hash.AppendData(bytes);
            return;
        }

        bytes.CopyTo(block.AsSpan(used));
        used += bytes.Length;
    }

    /// <summary>Adds a number.</summary>
    public void Add(long number)
    {
        Span<byte> bytes = stackalloc byte[sizeof(long)];
        BinaryPrimitives.WriteInt64LittleEndian(bytes, number);
        Add(bytes);
    }

    /// <summary>Adds a text, its length before it.</summary>
    public void Add(string text)
    {
        var length = Encoding.UTF8.GetByteCount(text);
        Add((long)length);
        Span<byte> bytes = length <= 256 ? stackalloc byte[256] : new byte[length];
        Add(bytes[..Encoding.UTF8.GetBytes(text, bytes)]);
    }

    /// <summary>The digest in lower-case hex; what is added afterwards begins another.</summary>
    public string Finish()
    {
        Flush();
        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    /// <inheritdoc/>
    public void Dispose() => hash.Dispose();

    private void Flush()
    {
        hash.AppendData(block, 0, used);
        used = 0;
    }
}
