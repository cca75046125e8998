namespace NetAnomaly.Core.Conversations;

/// <summary>
/// The flows of one conversation while its window is open. Most have a single flow, so the array starts at one.
/// </summary>
internal sealed class OpenConversation
{
    private FlowRecord[] flows = new FlowRecord[1];
    private int count;
    private bool ordered = true;

    public void Add(FlowRecord flow)
    {
        if (count == flows.Length) Array.Resize(ref flows, count * 2);
        ordered &= count == 0 || flows[count - 1].Start <= flow.Start;
        flows[count++] = flow;
    }

    /// <summary>The flows by start time, equal times in the order they came.</summary>
    public FlowRecord[] TakeFlows()
    {
        var taken = flows.Length == count ? flows : flows[..count];
        return ordered ? taken : [.. taken.OrderBy(static flow => flow.Start)];
    }
}
