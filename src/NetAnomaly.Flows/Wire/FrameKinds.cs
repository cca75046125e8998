using System.Globalization;

namespace NetAnomaly.Flows.Wire;

/// <summary>Counts the frames that hold no IP packet, by what they hold.</summary>
internal sealed class FrameKinds
{
    /// <summary>The kind of frames that were captured too short to tell.</summary>
    public const int CutOff = -1;

    /// <summary>The kind of frames that should hold IP and do not.</summary>
    public const int NoIp = -2;

    /// <summary>802.11's frames that run the network: beacons, associations.</summary>
    public const int WirelessManagement = -3;

    /// <summary>802.11's acknowledgements and their like.</summary>
    public const int WirelessControl = -4;

    /// <summary>802.11's extended frames.</summary>
    public const int WirelessExtension = -5;

    /// <summary>Data frames of 802.11 that hold no data.</summary>
    public const int WirelessNoData = -6;

    /// <summary>Data frames of 802.11 that are encrypted.</summary>
    public const int WirelessEncrypted = -7;

    /// <summary>Several packets in one frame of 802.11.</summary>
    public const int WirelessAggregate = -8;

    /// <summary>Parts of a frame of 802.11 behind the first.</summary>
    public const int WirelessFragment = -9;

    /// <summary>What should be a frame of 802.11 and is none.</summary>
    public const int WirelessDamaged = -10;

    private const int Llc = 1 << 16;
    private const int LinkType = 1 << 17;
    private const int MaxKinds = 1024;

    private readonly Dictionary<int, long> counts = [];
    private bool isIpSeen;

    /// <summary>The kind of frames of a link type that is not known here.</summary>
    public static int OfLinkType(int linkType) => LinkType | (linkType & 0xffff);

    /// <summary>The kind of frames of IEEE 802.2, by their service access point.</summary>
    public static int OfLlc(byte point) => Llc | point;

    /// <summary>Notes that there are IP packets.</summary>
    public void CountIp() => isIpSeen = true;

    /// <summary>Counts a frame that holds no IP packet, or a broken one.</summary>
    public void Count(PacketKind what, in PacketHeader packet)
    {
        var kind = what == PacketKind.Damaged ? NoIp : packet.FrameKind;
        if (counts.TryGetValue(kind, out var count) || counts.Count < MaxKinds) counts[kind] = count + 1;
    }

    /// <summary>
    /// Says what was passed over. What never holds traffic of hosts, such as ARP, is told only where there was nothing
    /// else.
    /// </summary>
    public void Tell(NoteCounter notes)
    {
        foreach (var (kind, count) in counts.OrderByDescending(pair => pair.Value))
        {
            if (isIpSeen && IsControl(kind)) continue;
            notes.Add(
                $"frame|frames of {Name(kind)} was|were passed over",
                kind >= LinkType
                    ? "Capture on an interface of Ethernet, raw IP, PPP, HDLC, 802.11, Linux cooked, NFLOG or "
                        + "loopback."
                    : kind == WirelessEncrypted
                        ? "Decrypt the capture first (airdecap-ng), or capture behind the access point."
                    : kind == WirelessAggregate ? "Capture behind the access point."
                    : kind == CutOff ? "Capture whole packets (tcpdump -s 0)." : null,
                count);
        }

        counts.Clear();
    }

    /// <summary>
    /// Whether frames of a kind only keep the network itself running: ARP, RARP, PPPoE's discovery, 802.1X, LACP, LLDP,
    /// PTP, CFM, loop tests; spanning tree, IS-IS; CDP and its kin; beacons and acknowledgements of 802.11.
    /// </summary>
    private static bool IsControl(int kind) => kind is 0x0806 or 0x8035 or 0x8863 or 0x888e or 0x8809 or 0x88cc
        or 0x88f7 or 0x8902 or 0x9000 or (Llc | 0x42) or (Llc | 0xfe) or (Llc | 0xaa)
        or WirelessManagement or WirelessControl or WirelessNoData;

    private static string Name(int kind)
    {
        var name = kind switch
        {
            CutOff => "too few captured bytes",
            NoIp => "broken IP",
            WirelessManagement => "802.11 management",
            WirelessControl => "802.11 control",
            WirelessExtension => "802.11 extension",
            WirelessNoData => "802.11 without data",
            WirelessEncrypted => "encrypted 802.11",
            WirelessAggregate => "several packets each (802.11 A-MSDU)",
            WirelessFragment => "802.11 that are later fragments",
            WirelessDamaged => "broken 802.11",
            0x0806 => "ARP",
            0x8035 => "RARP",
            0x8863 => "PPPoE discovery",
            0x888e => "802.1X",
            0x88cc => "LLDP",
            0x88e5 => "encrypted MACsec",
            0x8906 => "FCoE",
            0x8137 => "IPX",
            Llc | 0x42 => "spanning tree",
            _ => null,
        };
        return kind < 0 ? name!
            : kind >= LinkType ? string.Create(
                CultureInfo.InvariantCulture, $"link type {kind & 0xffff}, which is not known here,")
            : kind >= Llc ? string.Create(
                CultureInfo.InvariantCulture, $"{name ?? "IEEE 802.2"} (service access point 0x{kind & 0xff:x2})")
            : string.Create(CultureInfo.InvariantCulture, $"{name ?? "another protocol"} (EtherType 0x{kind:x4})");
    }
}
