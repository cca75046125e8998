using NetAnomaly.Flows.Text;

namespace NetAnomaly.Flows.Formats;

/// <summary>
/// What Linux' packet filter logs: iptables (<c>-j LOG</c>), nftables (<c>log</c>), ufw and firewalld, as syslog or
/// journald write it. Other lines of the log are passed over.
/// </summary>
/// <remarks>
/// Each line is one packet: a flow of one, with the bytes of its IP packet (<c>LEN</c>). The state is the TCP flags,
/// the service nothing. Times without a year get the one that the file's last write gives.
/// </remarks>
internal sealed class NetfilterFormat : LogFormat
{
    /// <inheritdoc/>
    public override string Name => "Netfilter";

    /// <inheritdoc/>
    public override string Description => "Linux firewall lines of a system log: iptables, nftables, ufw, firewalld";

    /// <inheritdoc/>
    public override string Recognition => "lines with IN=, OUT=, SRC=, DST=, LEN= and PROTO=";

    private protected override bool IsLine(ReadOnlySpan<char> line) =>
        NetfilterReader.IsLine(line) && line.Contains(" LEN=", StringComparison.Ordinal);

    private protected override RowReader Open(FlowReadContext context) => new NetfilterReader(context);
}
