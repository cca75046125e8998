namespace NetAnomaly.Operations.Tests.Delivery;

/// <summary>A clock on which waits are a thousand times shorter, and are remembered.</summary>
internal sealed class HastyTime : TimeProvider
{
    /// <summary>The waits that were asked for.</summary>
    public List<TimeSpan> Waits { get; } = [];

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        lock (Waits) Waits.Add(dueTime);
        return System.CreateTimer(callback, state, dueTime / 1000, period);
    }
}
