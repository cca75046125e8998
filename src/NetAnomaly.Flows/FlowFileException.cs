using NetAnomaly.Internal;

namespace NetAnomaly.Flows;

/// <summary>A file of flows that cannot be read, or not to its end. Flows read before it are good.</summary>
internal sealed class FlowFileException : IOException
{
    /// <summary>Makes the error.</summary>
    /// <param name="fault">What kind of fault it is.</param>
    /// <param name="path">The file.</param>
    /// <param name="line">The line where it broke, counted from 1; 0 where there is none.</param>
    /// <param name="message">What is wrong, naming file and line.</param>
    /// <param name="remedy">What to do about it.</param>
    /// <param name="cause">The error beneath, if any.</param>
    public FlowFileException(
        FlowFileFault fault, string path, long line, string message, string remedy, Exception? cause = null)
        : base(VisibleText.Of(message), VisibleText.Of(cause))
    {
        Fault = fault;
        Path = path;
        Line = line;
        Remedy = VisibleText.Of(remedy);
    }

    /// <summary>What kind of fault it is.</summary>
    public FlowFileFault Fault { get; }

    /// <summary>The file.</summary>
    public string Path { get; }

    /// <summary>The line where it broke, counted from 1; 0 where there is none.</summary>
    public long Line { get; }

    /// <summary>What to do about it.</summary>
    public string Remedy { get; }
}
