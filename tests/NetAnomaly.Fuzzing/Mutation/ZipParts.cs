using System.IO.Compression;

namespace NetAnomaly.Fuzzing.Mutation;

/// <summary>
/// Damages what is within a zip and packs it again, so that lengths and checksums are right: a model's JSON and weights
/// are reached that way.
/// </summary>
internal static class ZipParts
{
    /// <summary>A copy of which one part is damaged; <see langword="null"/> where it is no whole zip.</summary>
    public static byte[]? Mutate(byte[] content, ReadOnlySpan<byte> other, Random random)
    {
        List<(string Name, byte[] Content)> parts;
        try
        {
            parts = Read(content);
        }
        catch (Exception error) when (error is InvalidDataException or IOException or NotSupportedException)
        {
            return null;
        }

        if (parts.Count == 0) return null;
        var chosen = random.Next(parts.Count);
        parts[chosen] = (parts[chosen].Name, ContentMutator.Mutate(parts[chosen].Content, other, random));
        using var stream = new MemoryStream();
        using (var zip = new ZipArchive(stream, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach (var (name, bytes) in parts)
            {
                using var entry = zip.CreateEntry(name, CompressionLevel.Fastest).Open();
                entry.Write(bytes);
            }
        }

        return stream.ToArray();
    }

    private static List<(string Name, byte[] Content)> Read(byte[] content)
    {
        const int mostParts = 50;
        const int mostBytes = 1 << 20;
        using var zip = new ZipArchive(new MemoryStream(content), ZipArchiveMode.Read);
        var parts = new List<(string, byte[])>();
        foreach (var entry in zip.Entries.Take(mostParts))
        {
            if (entry.FullName.Length == 0 || entry.Length > mostBytes) continue;
            using var stream = entry.Open();
            var bytes = new byte[entry.Length];
            var read = stream.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false);
            parts.Add((entry.FullName, bytes[..read]));
        }

        return parts;
    }
}
