using System.Globalization;

namespace NetAnomaly.Flows.Text;

/// <summary>
/// The feature columns of a flow: its export's own where it has some, else those that follow from the flow itself.
/// </summary>
/// <remarks>
/// No column holds an address or a time of day: what is learned should be how traffic looks, not who made it or when.
/// Counts are in bytes and packets, times in seconds; what an exporter does not count is NaN. A rate of a flow without
/// duration is NaN too.
/// </remarks>
internal static class FlowColumns
{
    private const int WellKnownPorts = 1024;

    // IANA's ranges (RFC 6335, section 6): from here on ports are picked at random by the side that opens a connection.
    private const int EphemeralPorts = 49152;

    private const string Missing = "";

    private static readonly string?[] PortTexts = new string?[EphemeralPorts];

    /// <summary>The columns that follow from a flow.</summary>
    public static FeatureSchema Derived { get; } = new(
        "Flow",
        [
            "duration", "bytes", "source bytes", "destination bytes", "packets", "source packets",
            "destination packets", "bytes per packet", "bytes per second", "source share of bytes",
        ],
        ["protocol", "state", "service", "port class", "service port"]);

    /// <summary>The columns of a flow.</summary>
    public static FeatureSchema SchemaOf(FlowRecord flow) => flow.Features?.Schema ?? Derived;

    /// <summary>Writes the values of a flow's columns.</summary>
    /// <param name="flow">The flow.</param>
    /// <param name="numbers">Takes one number per column of numbers.</param>
    /// <param name="categories">Takes one text per column of categories.</param>
    public static void Write(FlowRecord flow, Span<float> numbers, Span<string> categories)
    {
        if (flow.Features is { } own)
        {
            own.NumberSpan().CopyTo(numbers);
            own.CategorySpan().CopyTo(categories);
            return;
        }

        var seconds = flow.Duration.TotalSeconds;
        numbers[0] = (float)seconds;
        numbers[1] = Number(flow.Bytes);
        numbers[2] = Number(flow.SourceBytes);
        numbers[3] = Number(flow.DestinationBytes);
        numbers[4] = Number(flow.Packets);
        numbers[5] = Number(flow.SourcePackets);
        numbers[6] = Number(flow.DestinationPackets);
        numbers[7] = Ratio(flow.Bytes, flow.Packets);
        numbers[8] = Ratio(flow.Bytes, seconds);
        numbers[9] = Ratio(flow.SourceBytes, flow.Bytes);
        var port = LowerPort(flow);
        categories[0] = flow.Protocol;
        categories[1] = flow.State ?? Missing;
        categories[2] = flow.Service ?? Missing;
        categories[3] = PortClass(port);
        categories[4] = PortText(port);
    }

    /// <summary>
    /// A port as a category: its number, <c>ephemeral</c> from 49152 on, empty where there is none (-1).
    /// </summary>
    public static string PortText(int port) => port switch
    {
        < 0 => Missing,
        >= EphemeralPorts => "ephemeral",
        _ => PortTexts[port] ??= port.ToString(CultureInfo.InvariantCulture),
    };

    private static string PortClass(int port) => port switch
    {
        < 0 => Missing,
        < WellKnownPorts => "well-known",
        < EphemeralPorts => "registered",
        _ => "ephemeral",
    };

    // A guess at the side that offers the service.
    private static int LowerPort(FlowRecord flow) => (flow.SourcePort, flow.DestinationPort) switch
    {
        ({ } source, { } destination) => Math.Min(source, destination),
        var (source, destination) => source ?? destination ?? -1,
    };

    private static float Number(long? count) => count ?? float.NaN;

    private static float Ratio(long? part, double? whole) =>
        part is { } value && whole > 0 ? (float)(value / whole.Value) : float.NaN;
}
