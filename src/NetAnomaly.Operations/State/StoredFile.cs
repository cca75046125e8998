using System.Buffers.Binary;

namespace NetAnomaly.Operations.State;

/// <summary>A file of flows as a scan knows it. Immutable.</summary>
/// <param name="Path">Its full path.</param>
/// <param name="Hash">SHA-256 of its content, hexadecimal.</param>
/// <param name="Length">Its length in bytes.</param>
/// <param name="Modified">When it was last written, UTC.</param>
/// <param name="Windows">How many flows begin in each window, by the window's start in ticks.</param>
/// <param name="Rejected">Rows that could not be read.</param>
internal sealed record StoredFile(
    string Path, string Hash, long Length, DateTime Modified, IReadOnlyDictionary<long, long> Windows, long Rejected)
{
    private const int Entry = 16;

    /// <summary>How many flows it has.</summary>
    public long Flows { get; } = Windows.Values.Sum();

    /// <summary>Start of its first window, ticks; <see langword="null"/> where it has no flow.</summary>
    public long? First { get; } = Windows.Count == 0 ? null : Windows.Keys.Min();

    /// <summary>Start of its last window, ticks; <see langword="null"/> where it has no flow.</summary>
    public long? Last { get; } = Windows.Count == 0 ? null : Windows.Keys.Max();

    /// <summary>The windows as they are stored: start and count, 64 bits each, little-endian.</summary>
    internal byte[] PackedWindows()
    {
        var packed = new byte[Windows.Count * Entry];
        var at = 0;
        foreach (var (start, count) in Windows.OrderBy(window => window.Key))
        {
            BinaryPrimitives.WriteInt64LittleEndian(packed.AsSpan(at), start);
            BinaryPrimitives.WriteInt64LittleEndian(packed.AsSpan(at + sizeof(long)), count);
            at += Entry;
        }

        return packed;
    }

    /// <summary>The windows of <see cref="PackedWindows"/>.</summary>
    internal static IReadOnlyDictionary<long, long> Unpacked(ReadOnlySpan<byte> packed)
    {
        var windows = new Dictionary<long, long>(packed.Length / Entry);
        for (; packed.Length >= Entry; packed = packed[Entry..])
        {
            windows[BinaryPrimitives.ReadInt64LittleEndian(packed)] =
                BinaryPrimitives.ReadInt64LittleEndian(packed[sizeof(long)..]);
        }

        return windows;
    }
}
