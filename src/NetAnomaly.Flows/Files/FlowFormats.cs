using NetAnomaly.Flows.Formats;

namespace NetAnomaly.Flows.Files;

/// <summary>The formats that can be read, in the order in which they are tried on a file.</summary>
internal static class FlowFormats
{
    /// <summary>
    /// Every format. A new one is a class and a line here; generic CSV stays last, because it asks least.
    /// </summary>
    public static IReadOnlyList<IFlowFormat> All { get; } =
    [
        new NetFlowPcapFormat(),
        new PcapFormat(),
        new IpfixFileFormat(),
        new NfcapdFormat(),
        new FlowCaptureFormat(),
        new ArgusFormat(),
        new ZeekFormat(),
        new IscxXmlFormat(),
        new KddFormat(),
        new UnswFormat(),
        new CicFlowMeterFormat(),
        new NfV2Format(),
        new SuricataFormat(),
        new NfdumpJsonFormat(),
        new AzureFlowFormat(),
        new GcpVpcFormat(),
        new NfdumpCsvFormat(),
        new NfdumpTextFormat(),
        new FlowToolsFormat(),
        new SilkFormat(),
        new NfStreamFormat(),
        new IpfixProbeFormat(),
        new AwsVpcFormat(),
        new WindowsFirewallFormat(),
        new NetfilterFormat(),
        new PfFormat(),
        new GenericJsonFormat(),
        new CsvFormat(),
    ];

    /// <summary>Their names.</summary>
    public static IReadOnlyList<string> Names { get; } = [.. All.Select(format => format.Name)];

    /// <summary>The format of a name, compared without case; <see langword="null"/> if there is none.</summary>
    public static IFlowFormat? Find(string name) =>
        All.FirstOrDefault(format => format.Name.Equals(name, StringComparison.OrdinalIgnoreCase));

    /// <summary>
    /// The first format that recognises the beginning of a file; <see langword="null"/> if none does.
    /// </summary>
    /// <param name="head">The first bytes, unpacked, UTF-8 without byte order mark; up to
    /// <c>FlowContent.HeadLength</c>.</param>
    public static IFlowFormat? Sniff(ReadOnlySpan<byte> head)
    {
        foreach (var format in All)
        {
            if (format.Recognizes(head)) return format;
        }

        return null;
    }
}
