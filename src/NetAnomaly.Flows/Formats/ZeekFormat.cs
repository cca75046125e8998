using System.Text;
using NetAnomaly.Flows.Text;

namespace NetAnomaly.Flows.Formats;

/// <summary>
/// Zeek's <c>conn.log</c>, as tab-separated text with <c>#</c> headers or as JSON lines; both may follow one another in
/// one file.
/// </summary>
/// <remarks>
/// Bytes are those of IP packets (<c>orig_ip_bytes</c>, <c>resp_ip_bytes</c>), and of payload where a row has no
/// others. Zeek's other logs in the same stream are passed over and counted. The state is <c>conn_state</c>. In
/// labelled logs a detailed label stands behind the label after a space:
/// <c>Malicious C&amp;C</c>; the last column of IoT-23, which bundles three separated by spaces, is taken apart.
/// </remarks>
internal sealed class ZeekFormat : IFlowFormat
{
    private static ReadOnlySpan<byte> Before => [(byte)' ', (byte)'\t', 0xef, 0xbb, 0xbf];

    /// <inheritdoc/>
    public string Name => "Zeek";

    /// <inheritdoc/>
    public string Description => "Zeek conn.log, tab-separated or JSON lines, labelled or not";

    /// <inheritdoc/>
    public string Recognition =>
        "#fields with ts, proto, id.orig_h and id.resp_h, or JSON lines with id.orig_h, id.resp_h (or an object id) "
            + "and conn_state";

    /// <inheritdoc/>
    public bool Recognizes(ReadOnlySpan<byte> head)
    {
        var header = new ZeekHeader();
        var lines = 0;
        foreach (var range in head.Split((byte)'\n'))
        {
            var line = head[range].TrimEnd((byte)'\r').TrimStart(Before);
            if (line.IsEmpty) continue;
            if (line[0] == (byte)'{')
            {
                // Logs that were shipped together begin with any of them.
                if (IsConnection(line)) return true;
            }
            else if (line[0] == (byte)'#')
                header = header.With(HeadText.Bare(Encoding.UTF8.GetString(line)).ToString());
            else if (header.IsConnectionLog) return true;
            // A first line may be the rest of one that rotation has cut; rows of another log may come before ours.
            else if (lines > 0 && header.Columns is null) break;
            lines++;
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
        line.IndexOf("\"conn_state\""u8) >= 0
        && ((line.IndexOf("\"id.orig_h\""u8) >= 0 && line.IndexOf("\"id.resp_h\""u8) >= 0)
            || (line.IndexOf("\"id\""u8) >= 0 && line.IndexOf("\"orig_h\""u8) >= 0
                && line.IndexOf("\"resp_h\""u8) >= 0));
}
