using NetAnomaly.Internal;

namespace NetAnomaly.Flows.Samples;

/// <summary>
/// Makes flows whose duration, packets, bytes and state agree with each other. Bytes are counted as Argus does, with
/// the headers of Ethernet, IP and transport; a flow of more than an hour is reported as its first hour.
/// </summary>
internal sealed class FlowComposer(TrafficHour hour)
{
    private const int TcpHeaders = 66;
    private const int UdpHeaders = 42;
    private const int TcpPayload = 1448;
    private const int UdpPayload = 1250;
    private const double LongestReport = 3599.9;

    private static readonly string[] Closings = ["FSRPA_FSPA", "SRPA_FSPA", "FSPA_FSRPA", "SRPA_SPA", "SPA_SPA"];

    private CounterRandom Random => hour.Random;

    /// <summary>
    /// A connection or exchange of a service, which may fail as often as its shape says; returns when it is over.
    /// </summary>
    /// <param name="at">Seconds into the hour.</param>
    /// <param name="from">The client.</param>
    /// <param name="to">The server.</param>
    /// <param name="shape">What it looks like.</param>
    /// <param name="port">The server's port where it is not the usual one.</param>
    /// <param name="fromPort">The client's port where it is not an ephemeral one.</param>
    public double Exchange(double at, string from, string to, FlowShape shape, int? port = null, int? fromPort = null)
    {
        var luck = shape.Refused + shape.Unanswered > 0 ? Random.NextUnit() : 1;
        if (luck < shape.Refused) return Refused(at, from, to, port ?? shape.Port, Random.Whole(1, 3));
        if (luck < shape.Refused + shape.Unanswered)
        {
            if (shape.Protocol == "udp")
                return Datagrams(at, from, to, shape, (long)shape.Up.Draw(Random), 0, port, fromPort);
            return Random.Bernoulli(0.25)
                ? HalfOpen(at, from, to, port ?? shape.Port, Random.Whole(1, 3))
                : Unanswered(at, from, to, port ?? shape.Port, Random.Whole(3, 5));
        }

        var up = (long)shape.Up.Draw(Random);
        var down = (long)shape.Down.Draw(Random);
        return shape.Protocol == "tcp"
            ? Connection(at, from, to, shape, up, down, port, fromPort)
            : Datagrams(at, from, to, shape, up, down, port, fromPort);
    }

    /// <summary>A TCP connection that carried so many bytes of payload and was closed.</summary>
    public double Connection(
        double at, string from, string to, FlowShape shape, long up, long down, int? port = null, int? fromPort = null)
    {
        var upData = Pieces(up, TcpPayload);
        var downData = Pieces(down, TcpPayload);

        // Open with three packets, close with three or four; every second data packet is acknowledged.
        var sourcePackets = upData + ((downData + 1) / 2) + 3 + Random.Whole(0, 1);
        var packets = sourcePackets + downData + ((upData + 1) / 2) + 2;
        var sourceBytes = up + (sourcePackets * TcpHeaders) + 8;
        var bytes = sourceBytes + down + ((packets - sourcePackets) * TcpHeaders) + 8;
        var seconds = shape.Seconds.Draw(Random) + Transfer(up + down);
        var state = Random.NextUnit() is var luck && luck < 0.86
            ? "FSPA_FSPA"
            : Closings[(int)((luck - 0.86) / 0.14 * Closings.Length)];
        return Add(
            at, seconds, "tcp", from, fromPort ?? Ephemeral(), to, port
                ?? shape.Port, packets, sourcePackets, bytes, sourceBytes, state, shape.Service);
    }

    /// <summary>UDP datagrams to and fro; no answer where <paramref name="down"/> is 0.</summary>
    public double Datagrams(
        double at, string from, string to, FlowShape shape, long up, long down, int? port = null, int? fromPort = null)
    {
        var sourcePackets = Math.Max(1, Pieces(up, UdpPayload));
        var answers = down == 0 ? 0 : Math.Max(1, Pieces(down, UdpPayload));
        var sourceBytes = up + (sourcePackets * UdpHeaders);
        var bytes = sourceBytes + down + (answers * UdpHeaders);
        var seconds = answers == 0 && sourcePackets == 1 ? 0 : shape.Seconds.Draw(Random) + Transfer(up + down);
        return Add(
            at, seconds, "udp", from, fromPort ?? Ephemeral(), to, port
                ?? shape.Port, sourcePackets + answers, sourcePackets, bytes, sourceBytes,
            answers == 0 ? "INT" : "CON", shape.Service);
    }

    /// <summary>Connection attempts that were each answered with a reset.</summary>
    public double Refused(double at, string from, string to, int port, int attempts, int synBytes = 74) =>
        Add(
            at, attempts == 1
                ? Random.Between(0.0002, 0.05)
                : (0.5 * attempts) + Random.Between(0.001, 0.1), "tcp", from, Ephemeral(), to, port,
            2 * attempts, attempts, attempts * (synBytes + 60), attempts * synBytes, "S_RA", null);

    /// <summary>Connection attempts that nothing answered.</summary>
    public double Unanswered(double at, string from, string to, int port, int attempts, int synBytes = 74) =>
        Add(
            at, attempts == 1
                ? 0
                : (1 << (attempts - 1)) - 1 + Random.Between(0.001, 0.02), "tcp", from, Ephemeral(), to, port,
            attempts, attempts, attempts * synBytes, attempts * synBytes, "S_", null);

    /// <summary>A connection that never got beyond the handshake: the client stayed away or gave up.</summary>
    public double HalfOpen(double at, string from, string to, int port, int answers, int synBytes = 74) =>
        Add(
            at, (1 << answers) - 1 + Random.Between(0.001, 0.1), "tcp", from, Ephemeral(), to, port,
            1 + answers, 1, synBytes + (answers * synBytes), synBytes, "S_SA", null);

    /// <summary>Echo requests and their answers. Argus writes the ICMP type, 8, as source port.</summary>
    public double Ping(double at, string from, string to, int requests, bool answered)
    {
        var packets = answered ? 2 * requests : requests;
        return Add(
            at, requests - 1 + Random.Between(0.0002, 0.004), "icmp", from, 8, to, null, packets, requests,
            packets * 98L, requests * 98L, "ECO", null);
    }

    private double Transfer(long payload) => payload < 100_000 ? 0 : payload / Random.Between(5e6, 3e7);

    private int Ephemeral() => Random.Whole(49152, 65535);

    private static long Pieces(long bytes, int size) => (bytes + size - 1) / size;

    private double Add(
        double at, double seconds, string protocol, string from, int? fromPort, string to, int? toPort,
        long packets, long sourcePackets, long bytes, long sourceBytes, string state, string? service)
    {
        var reported = Math.Min(seconds, LongestReport);
        hour.Add(new FlowRecord
        {
            Start = hour.At(at),
            Duration = TimeSpan.FromTicks((long)(reported * 1e6) * 10),
            Protocol = protocol,
            SourceAddress = from,
            SourcePort = fromPort,
            DestinationAddress = to,
            DestinationPort = toPort,
            Packets = packets,
            SourcePackets = sourcePackets,
            Bytes = bytes,
            SourceBytes = sourceBytes,
            State = state,
            Service = service,
            Label = hour.Label,
        });
        return at + seconds;
    }
}
