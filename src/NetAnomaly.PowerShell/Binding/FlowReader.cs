using NetAnomaly.Flows;
using NetAnomaly.Flows.Text;
using NetAnomaly.Internal;

namespace NetAnomaly.PowerShell.Binding;

/// <summary>
/// The one place where objects are taken for flows, in whatever form they come. PowerShell's own conversion would make
/// 30 days of a duration of 30.
/// </summary>
internal sealed class FlowReader
{
    private static readonly string[] Needed =
        [
            nameof(FlowRecord.Start), nameof(FlowRecord.Protocol), nameof(FlowRecord.SourceAddress),
            nameof(FlowRecord.DestinationAddress),
        ];

    private static readonly string[] Exported =
        [
            nameof(FlowRecord.Start), nameof(FlowRecord.Duration), nameof(FlowRecord.Protocol),
            nameof(FlowRecord.SourceAddress), nameof(FlowRecord.SourcePort), nameof(FlowRecord.DestinationAddress),
            nameof(FlowRecord.DestinationPort), nameof(FlowRecord.Bytes), nameof(FlowRecord.SourceBytes),
            nameof(FlowRecord.Packets), nameof(FlowRecord.SourcePackets), nameof(FlowRecord.State),
            nameof(FlowRecord.Service), nameof(FlowRecord.Label),
        ];

    private readonly StringPool addresses = new();
    private readonly StringPool protocols = new();
    private readonly StringPool texts = new();
    private readonly FeatureReader features = new();

    /// <summary>The flow that an object is.</summary>
    /// <exception cref="FormException">It is none.</exception>
    public FlowRecord Read(object input)
    {
        if (ObjectForm.Bare(input) is FlowRecord flow) return flow;
        var form = new ObjectForm(input);
        var missing = Needed.Where(name => !form.Has(name)).ToArray();
        if (missing.Length > 0)
            throw new FormException(
                FormFault.Type,
                $"The input is of type {form.TypeName} and no flow: it has no {string.Join(", ", missing)}.");
        var protocol = protocols.Share(Text(form, nameof(FlowRecord.Protocol)) ?? "unknown", Protocol);
        return new FlowRecord
        {
            Start = FormValue.Time(form, nameof(FlowRecord.Start)),
            Duration = FormValue.Span(form, nameof(FlowRecord.Duration)),
            Protocol = protocol,
            SourceAddress = Address(form, nameof(FlowRecord.SourceAddress)),
            SourcePort = Port(form, nameof(FlowRecord.SourcePort), protocol),
            DestinationAddress = Address(form, nameof(FlowRecord.DestinationAddress)),
            DestinationPort = Port(form, nameof(FlowRecord.DestinationPort), protocol),
            Bytes = FormValue.Whole(form, nameof(FlowRecord.Bytes)),
            SourceBytes = FormValue.Whole(form, nameof(FlowRecord.SourceBytes)),
            Packets = FormValue.Whole(form, nameof(FlowRecord.Packets)),
            SourcePackets = FormValue.Whole(form, nameof(FlowRecord.SourcePackets)),
            State = Shared(form, nameof(FlowRecord.State)),
            Service = Shared(form, nameof(FlowRecord.Service)),
            Label = Shared(form, nameof(FlowRecord.Label)),
            ObservedSourceAddress = Shared(form, nameof(FlowRecord.ObservedSourceAddress)),
            ObservedDestinationAddress = Shared(form, nameof(FlowRecord.ObservedDestinationAddress)),
            Features = features.Read(form),
            File = Shared(form, nameof(FlowRecord.File)),
            Line = FormValue.Whole(form, nameof(FlowRecord.Line)) ?? 0,
        };
    }

    private static string Protocol(ReadOnlySpan<char> text) => FlowCell.Protocol(text.ToString());

    private static string Canonical(ReadOnlySpan<char> text) => FlowCell.Address(text.ToString());

    private string Address(ObjectForm form, string name) =>
        Text(form, name) is { } text
            ? addresses.Share(text, Canonical)
            : throw FormException.Value(name, form[name], "is empty");

    private static int? Port(ObjectForm form, string name, string protocol)
    {
        if (FormValue.Text(form[name]) is not { } text) return null;
        return FlowCell.Port(text, protocol, out var port) is { } problem
            ? throw FormException.Value(name, text, problem)
            : port;
    }

    private string? Shared(ObjectForm form, string name) =>
        Text(form, name) is { } text ? texts.Share(text) : null;

    // Export-FlowData guards what a spreadsheet would take for a formula; its columns, and no others, are read so.
    private static string? Text(ObjectForm form, string name)
    {
        var text = FormValue.Text(form[name]);
        return text is ['\'', ..] && form[nameof(FlowRecord.Start)] is string && form.Names.SequenceEqual(Exported)
            ? CellText.Unguard(text).ToString()
            : text;
    }
}
