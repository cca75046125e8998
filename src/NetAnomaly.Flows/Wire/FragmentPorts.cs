namespace NetAnomaly.Flows.Wire;

/// <summary>
/// Remembers the ports of first fragments for the later ones, which hold none. Bounded: the oldest is forgotten.
/// </summary>
internal sealed class FragmentPorts
{
    private const int Capacity = 4096;

    private readonly Dictionary<Key, (int Source, int Destination)> ports = [];
    private readonly Queue<Key> order = new();

    /// <summary>
    /// Takes a first fragment's ports, or gives them to a later one. A later one that came before its first keeps none.
    /// </summary>
    public void Apply(ref PacketHeader packet)
    {
        if (!packet.IsFragment) return;
        var key = new Key(packet.Source, packet.Destination, packet.FragmentId, packet.Protocol);
        if (packet.IsLaterFragment)
        {
            if (ports.TryGetValue(key, out var known)) (packet.SourcePort, packet.DestinationPort) = known;
            return;
        }

        if (packet.SourcePort < 0) return;
        var isNew = !ports.ContainsKey(key);
        ports[key] = (packet.SourcePort, packet.DestinationPort);
        if (!isNew) return;
        order.Enqueue(key);
        if (order.Count > Capacity) ports.Remove(order.Dequeue());
    }

    private readonly record struct Key(UInt128 Source, UInt128 Destination, uint Id, byte Protocol);
}
