using NetAnomaly.Internal;

namespace NetAnomaly.Flows.Samples;

/// <summary>One host doing one thing: it adds its flows hour by hour, from a random stream of its own.</summary>
internal abstract class TrafficSource(RandomStream stream, long key)
{
    /// <summary>Adds the flows that this source begins in the hour.</summary>
    public void Run(TrafficHour hour, FlowComposer compose)
    {
        hour.Enter(stream, key);
        Emit(hour, compose);
    }

    /// <summary>What the source does.</summary>
    protected abstract void Emit(TrafficHour hour, FlowComposer compose);
}
