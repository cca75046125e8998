namespace NetAnomaly;

/// <summary>How one flow becomes one word. Several schemes together make a factored word, one factor each.</summary>
public enum TokenScheme
{
    /// <summary>
    /// First letter of the protocol and floor(log2(bytes + 1)): <c>t12</c> (Radford et al. 2018, arXiv 1803.10769).
    /// </summary>
    ProtoByte,

    /// <summary>
    /// The lower of the two ports; 10000 and above become <c>10000</c>; <c>none</c> where there is no port.
    /// </summary>
    ServicePort,

    /// <summary>The connection state or TCP flags as exported; <c>none</c> where there are none.</summary>
    State,

    /// <summary>First letter of the protocol and floor(log2(packets + 1)): <c>t3</c>.</summary>
    Packets,

    /// <summary>floor(log2(milliseconds + 1)): <c>d10</c> is about a second.</summary>
    Duration,

    /// <summary>
    /// Which side sent more: <c>out</c>, <c>in</c>, <c>even</c> (neither sent twice the other's bytes), <c>none</c>
    /// where unknown.
    /// </summary>
    Direction,
}
