namespace NetAnomaly.Flows.Wire;

/// <summary>Makes one flow of all that a firewall tells of a connection (Cisco ASA's NSEL).</summary>
/// <remarks>
/// A connection that was created is a flow when it is deleted. Updates count what is new, the deletion what was counted
/// in all. A connection that is not deleted is a flow all the same: when nothing is told of it for
/// <see cref="SilentTicks"/>, when more than <see cref="MaxConnections"/> are open, or at the end. Denied connections
/// and alerts of unknown ones are flows at once.
/// </remarks>
internal sealed class FirewallEvents(BinaryFlowRecords records)
{
    /// <summary>Connections that are open at most; about 30 MB.</summary>
    public const int MaxConnections = 1 << 16;

    /// <summary>After so much silence a connection is over: twice what ASA lets a TCP connection idle.</summary>
    public const long SilentTicks = 2 * TimeSpan.TicksPerHour;

    private readonly Dictionary<ConnectionKey, FirewallConnection> open = [];
    private readonly LinkedList<FirewallConnection> bySilence = new();

    /// <summary>The state of a flow to whose connection something happened, named as nfdump does.</summary>
    public static string? Name(FirewallEvent what) => what switch
    {
        FirewallEvent.Created => "CREATE",
        FirewallEvent.Deleted => "DELETE",
        FirewallEvent.Denied => "DENIED",
        FirewallEvent.Alert => "ALERT",
        FirewallEvent.Update => "UPDATE",
        _ => null,
    };

    /// <summary>Takes an event.</summary>
    /// <param name="flow">What is told of the connection; has no fault.</param>
    /// <param name="what">What happened.</param>
    /// <param name="key">What the connection is known by.</param>
    /// <param name="ordinal">The ordinal of the record.</param>
    /// <param name="flows">Takes the flows that are over.</param>
    public void Take(
        BinaryFlow flow, FirewallEvent what, in ConnectionKey key, long ordinal, ICollection<FlowRecord> flows)
    {
        while (bySilence.First is { } silent && flow.Export - silent.Value.LastTold > SilentTicks)
            Finish(silent.Value, flows);
        var isKnown = open.TryGetValue(key, out var connection);
        if (what is FirewallEvent.None or FirewallEvent.Denied || (what == FirewallEvent.Alert && !isKnown))
        {
            flow.State = Name(what);
            flows.Add(records.Make(flow, ordinal));
            return;
        }

        if (isKnown && what == FirewallEvent.Created)
        {
            // Its end was lost, and the same ports are used again.
            Finish(connection!, flows);
            isKnown = false;
        }

        if (!isKnown) connection = Open(key, flow, ordinal, flows);
        else bySilence.Remove(connection!.Place!);
        bySilence.AddLast(connection!.Place!);
        connection.LastTold = flow.Export;
        connection.Add(flow, what);
        if (what == FirewallEvent.Deleted) Finish(connection, flows);
    }

    /// <summary>Ends all connections: no more events will come.</summary>
    public void Complete(ICollection<FlowRecord> flows)
    {
        while (bySilence.First is { } first) Finish(first.Value, flows);
    }

    private FirewallConnection Open(
        in ConnectionKey key, BinaryFlow flow, long ordinal, ICollection<FlowRecord> flows)
    {
        if (open.Count >= MaxConnections) Finish(bySilence.First!.Value, flows);
        var connection = new FirewallConnection { Key = key, Ordinal = ordinal };
        connection.Flow.CopyIdentity(flow);
        connection.Place = new LinkedListNode<FirewallConnection>(connection);
        open.Add(key, connection);
        return connection;
    }

    private void Finish(FirewallConnection connection, ICollection<FlowRecord> flows)
    {
        open.Remove(connection.Key);
        bySilence.Remove(connection.Place!);
        connection.Flow.State = Name(connection.Event);
        flows.Add(records.Make(connection.Flow, connection.Ordinal));
    }
}
