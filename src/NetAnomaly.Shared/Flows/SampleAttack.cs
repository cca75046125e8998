namespace NetAnomaly;

/// <summary>The attacks that sample traffic can hold. The name is the label of its flows.</summary>
public enum SampleAttack
{
    /// <summary>
    /// An infected workstation looks for open ports on a few internal machines: one sweep in minutes, one slowly over
    /// hours.
    /// </summary>
    PortScan,

    /// <summary>One address outside tries passwords on the SSH gateway: many short connections that fail.</summary>
    SshBruteForce,

    /// <summary>
    /// An infected workstation calls one address outside over port 443 about every minute, for hours.
    /// </summary>
    Beacon,

    /// <summary>An infected workstation sends some very large uploads over port 443, outside office hours.</summary>
    Exfiltration,

    /// <summary>Hundreds of addresses outside flood the public web server for some minutes.</summary>
    DDoS,
}
