using NetAnomaly.Internal;

namespace NetAnomaly.Operations.State;

/// <summary>A state file that cannot be used. What it held is unchanged.</summary>
/// <param name="fault">What kind of fault it is.</param>
/// <param name="message">What is wrong, naming the file.</param>
/// <param name="remedy">What to do about it.</param>
/// <param name="cause">The error beneath, if any.</param>
internal sealed class StateException(StateFault fault, string message, string remedy, Exception? cause = null)
    : IOException(VisibleText.Of(message), VisibleText.Of(cause))
{
    /// <summary>What kind of fault it is.</summary>
    public StateFault Fault { get; } = fault;

    /// <summary>What to do about it.</summary>
    public string Remedy { get; } = remedy;
}
