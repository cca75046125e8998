namespace NetAnomaly.Flows.Content;

/// <summary>A way to pack one stream of bytes, which a file may repeat.</summary>
/// <param name="Name">What it is called: <c>xz</c>.</param>
/// <param name="Padding">The zero bytes that may stand between two streams come in multiples of this; 0 for
/// none.</param>
/// <param name="Begins">Whether bytes begin a packed stream.</param>
/// <param name="Open">Unpacks one stream, which may be read beyond where <paramref name="ReadsOn"/> says so. The stream
/// that is given stays open.</param>
/// <param name="ReadsOn">Whether the unpacked stream goes on with the next packed one itself.</param>
internal sealed record StreamPacking(
    string Name, int Padding, StreamPacking.Beginning Begins, Func<ForwardStream, Stream> Open, bool ReadsOn = false)
{
    /// <summary>How many bytes <see cref="Begins"/> looks at.</summary>
    public const int HeadLength = 6;

    /// <summary>Looks at the first bytes.</summary>
    public delegate bool Beginning(ReadOnlySpan<byte> head);
}
