using NetAnomaly.Flows.Content;

namespace NetAnomaly.Flows.Formats;

/// <summary>
/// Counts what is read, and notes whether a reader has asked for more than there is: one that unpacks a whole stream
/// does not.
/// </summary>
internal sealed class EndWatch(Stream inner, DecompressionLimit limit) : ReadOnlyStream
{
    /// <summary>Whether the end was met.</summary>
    public bool IsEndSeen { get; private set; }

    public override int Read(Span<byte> buffer)
    {
        var read = inner.Read(buffer);
        if (read == 0 && !buffer.IsEmpty) IsEndSeen = true;
        limit.CountPacked(read);
        return read;
    }
}
