using System.Text;
using NetAnomaly.Flows.Text;

namespace NetAnomaly.Flows.Formats;

/// <summary>
/// Zeek's <c>conn.log</c>, as tab-separated text with <c>#</c> headers or as JSON lines; both may follow one another in
/// one file.
/// </summary>
/// <remarks>
/// Bytes are those of IP packets (<c>orig_ip_bytes</c>, <c>resp_ip_bytes</c>), and of payload where a row has no
/// others. The state is <c>conn_state</c>. In labelled logs a detailed label stands behind the label after a space:
/// <c>Malicious C&amp;C</c>; the last column of IoT-23, which bundles three separated by spaces, is taken apart.
/// </remarks>
public sealed class ZeekFormat : IFlowFormat
{
    /// <inheritdoc/>
    public string Name => "Zeek";

    /// <inheritdoc/>
    public string Description => "Zeek conn.log, tab-separated or JSON lines, labelled or not";

    /// <inheritdoc/>
    public string Recognition =>
        "#fields with ts, proto, id.orig_h and id.resp_h, or JSON lines with id.orig_h, id.resp_h and conn_state";

    /// <inheritdoc/>
    public bool Recognizes(ReadOnlySpan<byte> head)
    {
        var header = new ZeekHeader();
        foreach (var range in head.Split((byte)'\n'))
        {
            var line = head[range].Trim(" \r"u8);
            if (line.IsEmpty) continue;
            if (line[0] == (byte)'{') return IsConnection(line);
            if (line[0] != (byte)'#') break;
            header = header.With(Encoding.UTF8.GetString(head[range].TrimEnd((byte)'\r')));
        }

        return header.IsConnectionLog;
    }

    /// <inheritdoc/>
    public IEnumerable<FlowRecord> Read(Stream stream, FlowReadContext context)
    {
        ArgumentNullException.ThrowIfNull(stream);
        ArgumentNullException.ThrowIfNull(context);
        return ParallelRowReader.Read(stream, context, own => new ZeekReader(own));
    }

    // Enough to tell conn.log from Zeek's other logs, which share the rest.
    private static bool IsConnection(ReadOnlySpan<byte> line) =>
        line.IndexOf("\"id.orig_h\""u8) >= 0 && line.IndexOf("\"id.resp_h\""u8) >= 0
        && line.IndexOf("\"conn_state\""u8) >= 0;
}
