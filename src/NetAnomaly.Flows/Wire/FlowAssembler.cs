namespace NetAnomaly.Flows.Wire;

/// <summary>Assembles packets into flows of both directions.</summary>
/// <remarks>
/// A flow ends when no packet of it comes for <see cref="IdleTicks"/>, is cut when it has lasted
/// <see cref="ActiveTicks"/>, and ends before its time when <see cref="MaxOpenFlows"/> are open: then the one that was
/// silent longest. The clock is that of the packets.
/// </remarks>
internal sealed class FlowAssembler(
    FlowReadContext context, ICollection<FlowRecord> finished, int maxOpenFlows = FlowAssembler.MaxOpenFlows)
{
    /// <summary>After so much silence a flow ends: five minutes, as in YAF (Zeek waits as long for TCP).</summary>
    public const long IdleTicks = 5 * TimeSpan.TicksPerMinute;

    /// <summary>A flow that lasts longer is cut: thirty minutes, as in YAF and in Cisco's NetFlow.</summary>
    public const long ActiveTicks = 30 * TimeSpan.TicksPerMinute;

    /// <summary>Flows held at most; about 80 MB.</summary>
    public const int MaxOpenFlows = 1 << 18;

    private readonly Dictionary<FlowKey, OpenFlow> open = [];
    private readonly LinkedList<OpenFlow> bySilence = new();
    private readonly BinaryFlowRecords records = new(context);
    private readonly FragmentPorts fragments = new();
    private readonly BinaryFlow made = new();

    /// <summary>Flows that are open.</summary>
    public int Open => open.Count;

    /// <summary>Takes a packet.</summary>
    /// <param name="packet">What it says.</param>
    /// <param name="ticks">When it was captured.</param>
    /// <param name="number">Its ordinal.</param>
    public void Add(ref PacketHeader packet, long ticks, long number)
    {
        while (bySilence.First is { } silent && ticks - silent.Value.Last > IdleTicks) Finish(silent.Value);
        fragments.Apply(ref packet);
        var key = FlowKey.Of(packet);
        if (open.TryGetValue(key, out var flow) && IsOver(flow, packet, ticks))
        {
            Finish(flow);
            flow = null;
        }

        if (flow is null)
        {
            if (open.Count >= maxOpenFlows) Finish(bySilence.First!.Value);
            flow = new OpenFlow(key, packet, ticks, number);
            open.Add(key, flow);
            flow.Place = bySilence.AddLast(flow);
        }
        else
        {
            bySilence.Remove(flow.Place!);
            bySilence.AddLast(flow.Place!);
        }

        flow.Add(packet, ticks);
    }

    /// <summary>Ends all flows that are open, by their first packet: the capture has ended.</summary>
    public void Complete()
    {
        foreach (var flow in open.Values.OrderBy(flow => flow.Number)) Hand(flow);
        open.Clear();
        bySilence.Clear();
    }

    private static bool IsOver(OpenFlow flow, in PacketHeader packet, long ticks) =>
        ticks - flow.Start > ActiveTicks
        // In either direction: captures that were joined go back in time.
        || Math.Abs(ticks - flow.Last) > IdleTicks
        || (flow.IsClosed && (packet.TcpFlags & (OpenFlow.Syn | OpenFlow.Ack | OpenFlow.Fin | OpenFlow.Rst))
            == OpenFlow.Syn);

    private void Finish(OpenFlow flow)
    {
        open.Remove(flow.Key);
        bySilence.Remove(flow.Place!);
        Hand(flow);
    }

    private void Hand(OpenFlow flow)
    {
        flow.Fill(made);
        finished.Add(records.Make(made, flow.Number));
    }
}
