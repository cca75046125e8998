namespace NetAnomaly.Core.Tests.Readers.Binary;

/// <summary>Makes packets, and captures of them.</summary>
internal static class PacketMaker
{
    public const int Fin = 1;
    public const int Syn = 2;
    public const int Rst = 4;
    public const int Ack = 16;

    /// <summary>2026-03-04T10:00:00Z.</summary>
    public static readonly DateTime Noon = new(2026, 3, 4, 10, 0, 0, DateTimeKind.Utc);

    public static byte[] Tcp(int source, int destination, int flags, int payload = 0) =>
        new ByteMaker().U16(source, destination).U32(1, 1).U8(0x50, flags).U16(1000, 0, 0).Zeros(payload).ToArray();

    public static byte[] Udp(int source, int destination, byte[] payload) =>
        new ByteMaker().U16(source, destination, 8 + payload.Length, 0).Raw(payload).ToArray();

    public static byte[] IPv4(
        string source, string destination, int protocol, byte[] payload, int fragment = 0, int id = 1) =>
        new ByteMaker().U8(0x45, 0).U16(20 + payload.Length, id, fragment).U8(64, protocol).U16(0).Address(source)
            .Address(destination).Raw(payload).ToArray();

    public static byte[] IPv6(string source, string destination, int next, byte[] payload) =>
        new ByteMaker().U32(0x60000000).U16(payload.Length).U8(next, 64).Address(source).Address(destination)
            .Raw(payload).ToArray();

    public static byte[] Ethernet(byte[] packet, params int[] tags)
    {
        var frame = new ByteMaker().Raw([2, 0, 0, 0, 0, 1, 2, 0, 0, 0, 0, 2]);
        foreach (var tag in tags) frame.U16(tag, 5);
        return frame.U16(packet[0] >> 4 == 6 ? 0x86dd : 0x0800).Raw(packet).ToArray();
    }

    /// <summary>A pcap in little-endian order and microseconds.</summary>
    public static byte[] Pcap(int linkType, params (double Seconds, byte[] Frame)[] packets)
    {
        var file = new ByteMaker().L32(0xa1b2c3d4).L16(2, 4).L32(0, 0, 65535, linkType);
        foreach (var (seconds, frame) in packets)
        {
            var time = (Noon - DateTime.UnixEpoch).Ticks + (long)Math.Round(seconds * TimeSpan.TicksPerSecond);
            file.L32(time / TimeSpan.TicksPerSecond, time % TimeSpan.TicksPerSecond / 10, frame.Length, frame.Length)
                .Raw(frame);
        }

        return file.ToArray();
    }

    /// <summary>A pcap of bare IP packets.</summary>
    public static byte[] IpPcap(params (double Seconds, byte[] Packet)[] packets) => Pcap(101, packets);
}
