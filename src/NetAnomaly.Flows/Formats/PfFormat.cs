using NetAnomaly.Flows.Text;

namespace NetAnomaly.Flows.Formats;

/// <summary>
/// What pf logs: <c>filterlog</c> lines of pfSense and OPNsense, and <c>tcpdump -n -e -r pflog</c> as text. Other lines
/// of the log are passed over.
/// </summary>
/// <remarks>
/// Each line is one packet: a flow of one. The state is the action (<c>pass</c>, <c>block</c>). Bytes are those of the
/// IP packet in filterlog, those of payload in tcpdump's text. Times without a year get the one that the file's last
/// write gives; use <c>tcpdump -tttt</c>.
/// </remarks>
internal sealed class PfFormat : LogFormat
{
    /// <inheritdoc/>
    public override string Name => "Pf";

    /// <inheritdoc/>
    public override string Description => "pf: filterlog of pfSense and OPNsense, pflog as tcpdump's text";

    /// <inheritdoc/>
    public override string Recognition =>
        "lines with filterlog and its columns, or with 'rule …(match)', an action and 'on' an interface";

    private protected override bool IsLine(ReadOnlySpan<char> line) =>
        FilterLog.Find(line) > 0 || PfLogText.Find(line) > 0;

    private protected override RowReader Open(FlowReadContext context) => new PfReader(context);
}
