namespace NetAnomaly.Core.Conversations;

/// <summary>
/// Tells when a flow moves time over the end of a window, as <see cref="ConversationBuilder"/> will see it. Not
/// thread-safe.
/// </summary>
internal sealed class WindowClock
{
    private readonly long window;
    private readonly long tolerance;
    private long watermark = long.MinValue;

    /// <summary>A clock at the beginning of time.</summary>
    public WindowClock(ConversationOptions options) =>
        (window, tolerance) = (options.Window.Ticks, options.Tolerance.Ticks);

    /// <summary>Moves time on to a flow.</summary>
    /// <returns>Whether a window ends with it.</returns>
    public bool Passes(FlowRecord flow)
    {
        var passed = flow.Start.Ticks - tolerance;
        if (passed <= watermark) return false;
        var crosses = watermark != long.MinValue && passed / window > watermark / window;
        watermark = passed;
        return crosses;
    }
}
