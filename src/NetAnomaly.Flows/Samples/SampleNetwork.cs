using NetAnomaly.Internal;

namespace NetAnomaly.Flows.Samples;

/// <summary>The machines of the office and their addresses, by subnet of 10.20.0.0/16.</summary>
internal sealed class SampleNetwork
{
    private const int FirstWorkstationSubnet = 32;
    private const int PerSubnet = 240;

    public SampleNetwork(SampleTrafficOptions options)
    {
        Seed = options.Seed;
        World = new ExternalWorld(options.Seed);
        Workstations = Subnet(FirstWorkstationSubnet, options.Hosts);
        Printers = Subnet(64, 1 + (options.Hosts / 12));
        Cameras = Subnet(96, 2 + (options.Hosts / 15));
        Controllers = Subnet(112, 2 + (options.Hosts / 40));
        Servers =
        [
            DomainController, Resolver, FileServer, MailServer, PrintServer, ApplicationServer, DatabaseServer,
            BackupServer, WebServer, SshGateway,
        ];
        var random = new CounterRandom(options.Seed, RandomStream.Plan, 2);
        Administrators = [random.Whole(0, options.Hosts - 1), random.Whole(0, options.Hosts - 1)];
        RemoteWorkers = 1 + (options.Hosts / 8);
    }

    public int Seed { get; }

    public ExternalWorld World { get; }

    public string DomainController { get; } = AddressSpace.Office(1, 10);

    public string Resolver { get; } = AddressSpace.Office(1, 53);

    public string FileServer { get; } = AddressSpace.Office(1, 20);

    public string MailServer { get; } = AddressSpace.Office(1, 25);

    public string PrintServer { get; } = AddressSpace.Office(1, 30);

    public string ApplicationServer { get; } = AddressSpace.Office(1, 40);

    public string DatabaseServer { get; } = AddressSpace.Office(1, 41);

    public string BackupServer { get; } = AddressSpace.Office(1, 60);

    public string Monitor { get; } = AddressSpace.Office(1, 70);

    public string Recorder { get; } = AddressSpace.Office(1, 75);

    /// <summary>The public web server, in the perimeter network.</summary>
    public string WebServer { get; } = AddressSpace.Office(9, 80);

    /// <summary>The public SSH gateway, in the perimeter network.</summary>
    public string SshGateway { get; } = AddressSpace.Office(9, 22);

    public string VpnGateway { get; } = AddressSpace.Office(9, 94);

    /// <summary>The servers that are backed up and watched.</summary>
    public IReadOnlyList<string> Servers { get; }

    public IReadOnlyList<string> Workstations { get; }

    public IReadOnlyList<string> Printers { get; }

    public IReadOnlyList<string> Cameras { get; }

    /// <summary>Heating, doors and the like.</summary>
    public IReadOnlyList<string> Controllers { get; }

    /// <summary>The workstations (indices) from which servers are administered.</summary>
    public IReadOnlyList<int> Administrators { get; }

    /// <summary>How many people work from elsewhere through the VPN.</summary>
    public int RemoteWorkers { get; }

    /// <summary>The address that a person gets inside when dialling in.</summary>
    public static string VpnAddress(int person) =>
        AddressSpace.Office(16 + (person / PerSubnet), 10 + (person % PerSubnet));

    /// <summary>The address that the n-th guest of a day gets.</summary>
    public static string GuestAddress(int day, int guest) =>
        AddressSpace.Office(8, 20 + (((((day * 7) + guest) % 220) + 220) % 220));

    private static string[] Subnet(int first, int count) =>
        [.. Enumerable.Range(0, count).Select(i => AddressSpace.Office(first + (i / PerSubnet), 10 + (i % PerSubnet)))];
}
