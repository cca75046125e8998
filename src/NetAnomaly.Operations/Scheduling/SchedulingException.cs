using NetAnomaly.Internal;

namespace NetAnomaly.Operations.Scheduling;

/// <summary>A registration that cannot be made, listed or removed.</summary>
/// <param name="fault">What kind of fault it is.</param>
/// <param name="message">What is wrong.</param>
/// <param name="remedy">What to do about it.</param>
/// <param name="cause">The error beneath, if any.</param>
internal sealed class SchedulingException(
    SchedulingFault fault, string message, string remedy, Exception? cause = null)
    : InvalidOperationException(VisibleText.OfLines(message), VisibleText.Of(cause))
{
    /// <summary>What kind of fault it is.</summary>
    public SchedulingFault Fault { get; } = fault;

    /// <summary>What to do about it.</summary>
    public string Remedy { get; } = remedy;
}
