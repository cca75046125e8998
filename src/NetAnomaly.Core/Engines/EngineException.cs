using NetAnomaly.Internal;

namespace NetAnomaly.Core.Engines;

/// <summary>An engine or an engine pack that cannot be used.</summary>
internal sealed class EngineException : Exception
{
    /// <summary>Makes the error.</summary>
    /// <param name="fault">What kind of trouble it is.</param>
    /// <param name="message">What is wrong, and where.</param>
    /// <param name="remedy">What to do about it.</param>
    /// <param name="cause">The error beneath, if any.</param>
    public EngineException(EngineFault fault, string message, string remedy, Exception? cause = null)
        : base(VisibleText.OfLines(message), VisibleText.Of(cause))
    {
        Fault = fault;
        Remedy = remedy;
    }

    /// <summary>What kind of trouble it is.</summary>
    public EngineFault Fault { get; }

    /// <summary>What to do about it.</summary>
    public string Remedy { get; }
}
