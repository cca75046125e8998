namespace NetAnomaly.Flows.Samples;

/// <summary>
/// The services of the sample network. Sizes are of the order seen in small offices: a name lookup some hundred bytes,
/// a page element some kilobytes to hundreds, a TLS session at least its certificates.
/// </summary>
internal static class FlowShapes
{
    public static readonly FlowShape Dns = Udp(
        53, "dns", new(42, 0.15, 20), new(130, 0.45, 40), new(0.012, 1.2, 0.0002)) with { Unanswered = 0.004 };
    public static readonly FlowShape Tls = Tcp(
        443, "ssl", new(1700, 0.5, 700), new(9000, 1.0, 3600), new(9, 1.3, 0.05)) with { Refused = 0.002,
        Unanswered = 0.003 };
    public static readonly FlowShape Http = Tcp(
        80, "http", new(520, 0.35, 120), new(6200, 0.8, 1100), new(2, 1.3, 0.02)) with { Refused = 0.003,
        Unanswered = 0.004 };
    public static readonly FlowShape Quic = Udp(
        443, "quic", new(3400, 0.4, 2400, 9000), new(16000, 0.9, 3000, 110_000), new(14, 1.1, 0.2));
    public static readonly FlowShape Video = Tcp(
        443, "ssl", new(14000, 0.6, 3000), new(4.0e6, 0.9, 2.0e5), new(60, 0.8, 2));
    public static readonly FlowShape UpdateChunk = Tcp(
        443, "ssl", new(2600, 0.4, 900), new(2.0e6, 1.1, 60000), new(1, 0.8, 0.1));
    public static readonly FlowShape CloudUpload = Tcp(
        443, "ssl", new(3.5e5, 1.4, 4000), new(6000, 0.4, 3600), new(4, 0.8, 0.2));
    public static readonly FlowShape Telemetry = Tcp(
        443, "ssl", new(5200, 0.6, 1500), new(5200, 0.15, 4200), new(3, 0.7, 0.2)) with { Unanswered = 0.004 };
    public static readonly FlowShape Ntp = Udp(
        123, "ntp", new(48), new(48), new(0.02, 0.7, 0.001)) with { Unanswered = 0.01 };
    public static readonly FlowShape Stun = Udp(3478, null, new(260, 0.4, 80), new(320, 0.4, 80), new(4, 0.8, 0.05));
    public static readonly FlowShape Media = Udp(
        0, null, new(1.8e6, 0.3, 1.1e6, 3.4e6), new(2.4e6, 0.3, 1.1e6, 4.5e6), new(600, 0.9, 20));

    public static readonly FlowShape Imap = Tcp(
        993, "ssl", new(1500, 0.5, 800), new(9000, 1.1, 3700), new(30, 1.2, 0.3));
    public static readonly FlowShape Submission = Tcp(
        587, "smtp", new(26000, 1.5, 2500), new(3900, 0.15, 3200), new(2, 0.7, 0.2));
    public static readonly FlowShape MailRelay = Tcp(
        25, "smtp", new(24000, 1.4, 1800), new(3800, 0.3, 600), new(3, 0.8, 0.3)) with { Refused = 0.02,
        Unanswered = 0.02 };
    public static readonly FlowShape Smb = Tcp(
        445, "smb", new(9000, 1.1, 2200), new(40000, 1.6, 2400), new(40, 1.4, 0.05)) with { Refused = 0.002 };
    public static readonly FlowShape Kerberos = Tcp(
        88, "krb_tcp", new(1700, 0.12, 1200), new(1750, 0.12, 1200), new(0.02, 0.6, 0.003));
    public static readonly FlowShape Ldap = Tcp(
        389, "ldap_tcp", new(2200, 0.35, 900), new(5200, 0.7, 1200), new(0.4, 1.2, 0.01));
    public static readonly FlowShape RpcMapper = Tcp(
        135, "dce_rpc", new(830, 0.1, 700), new(740, 0.1, 600), new(0.05, 0.6, 0.005));
    public static readonly FlowShape RpcDynamic = Tcp(
        49664, "dce_rpc", new(3200, 0.6, 900), new(3600, 0.6, 900), new(0.4, 1.0, 0.01));
    public static readonly FlowShape Print = Tcp(
        9100, null, new(380000, 1.3, 20000), new(300, 0.4, 60), new(6, 0.6, 1)) with { Refused = 0.01 };
    public static readonly FlowShape PrintStatus = Tcp(
        631, "http", new(900, 0.2, 400), new(2600, 0.3, 900), new(0.2, 0.6, 0.02));
    public static readonly FlowShape Business = Tcp(
        7440, null, new(6000, 0.9, 900), new(30000, 1.1, 1500), new(50, 1.2, 0.1)) with { Refused = 0.004 };
    public static readonly FlowShape BusinessPush = Tcp(
        7441, null, new(1900, 0.15, 1500), new(1900, 0.15, 1500), new(0.4, 0.4, 0.1));
    public static readonly FlowShape Database = Tcp(
        1433, null, new(12000, 1.0, 900), new(60000, 1.4, 900), new(2, 1.3, 0.02));
    public static readonly FlowShape Ssh = Tcp(
        22, "ssh", new(9000, 1.2, 3600), new(18000, 1.3, 4200), new(240, 1.4, 2)) with { Refused = 0.004 };
    public static readonly FlowShape SshGreeting = Tcp(22, "ssh", new(24, 0.1), new(40, 0.1), new(0.3, 0.6, 0.02));
    public static readonly FlowShape SshTransfer = Tcp(
        22, "ssh", new(2.0e6, 1.5, 60000), new(9000, 0.5, 4200), new(6, 0.8, 0.5));
    public static readonly FlowShape RemoteDesktop = Tcp(
        3389, "rdp", new(400000, 1.0, 20000), new(4.0e6, 1.1, 90000), new(900, 0.8, 20));
    public static readonly FlowShape Tunnel = Udp(
        1194, "openvpn", new(1.6e6, 0.3, 400000, 3.0e6), new(3.8e6, 0.3, 400000, 5.0e6), new(0.2, 0.4));

    public static readonly FlowShape ImagePiece = Tcp(
        10556, null, new(9.2e8, 0.15, 5.4e8), new(400000, 0.4, 40000), new(8, 0.5, 1));
    public static readonly FlowShape Increment = Tcp(
        10556, null, new(1.6e7, 0.6, 600000), new(14000, 0.5, 4000), new(4, 0.6, 0.5));
    public static readonly FlowShape PeerBackup = Tcp(
        24820, null, new(600000, 1.2, 9000), new(9000, 0.6, 2500), new(20, 0.9, 1)) with { Refused = 0.03,
        Unanswered = 0.05 };
    public static readonly FlowShape PeerHello = Udp(
        24820, null, new(210, 0.15, 150), new(240, 0.15, 150), new(0.09, 0.7, 0.01)) with { Unanswered = 0.12 };

    public static readonly FlowShape HealthCheck = Tcp(
        80, "http", new(260, 0.05, 200), new(2300, 0.12, 1500), new(0.01, 0.6, 0.001));
    public static readonly FlowShape Snmp = Udp(
        161, "snmp", new(430, 0.1, 200), new(620, 0.2, 300), new(0.04, 0.6, 0.002));
    public static readonly FlowShape Syslog = Udp(514, "syslog", new(900, 0.9, 120), new(0), new(0.02, 0.8));
    public static readonly FlowShape CameraStream = Tcp(
        554, null, new(9000, 0.2, 2000), new(1.9e7, 0.15, 1.0e7), new(890, 0.01, 600));
    public static readonly FlowShape CameraHome = Tcp(
        8883, "mqtt", new(1350, 0.05, 1100), new(4100, 0.05, 3600), new(1.1, 0.4, 0.2)) with { Unanswered = 0.003 };
    public static readonly FlowShape FtpControl = Tcp(
        21, "ftp", new(420, 0.25, 200), new(1300, 0.25, 700), new(8, 0.6, 1));
    public static readonly FlowShape FtpData = Tcp(0, "ftp-data", new(0), new(300000, 1.5, 2000), new(0.6, 0.8, 0.05));
    public static readonly FlowShape VisitorPage = Tcp(
        443, "ssl", new(1900, 0.5, 800), new(24000, 1.0, 4500), new(6, 1.1, 0.1)) with { Unanswered = 0.003 };
    public static readonly FlowShape VisitorRedirect = Tcp(
        80, "http", new(420, 0.3, 150), new(1500, 0.1, 1350), new(0.4, 0.9, 0.03)) with { Unanswered = 0.005 };
    public static readonly FlowShape Dhcp = Udp(67, "dhcp", new(310), new(330), new(0.03, 0.5, 0.004));

    private static FlowShape Tcp(int port, string? service, Amount up, Amount down, Amount seconds) =>
        new("tcp", port, service) { Up = up, Down = down, Seconds = seconds };

    private static FlowShape Udp(int port, string? service, Amount up, Amount down, Amount seconds) =>
        new("udp", port, service) { Up = up, Down = down, Seconds = seconds };
}
