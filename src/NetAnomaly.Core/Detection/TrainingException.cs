using NetAnomaly.Internal;

namespace NetAnomaly.Core.Detection;

/// <summary>A training that cannot go on: it diverged, or its checkpoint cannot be used.</summary>
internal sealed class TrainingException : Exception
{
    /// <summary>Makes the error.</summary>
    /// <param name="message">What is wrong, and where.</param>
    /// <param name="remedy">What to do about it.</param>
    /// <param name="cause">The error beneath, if any.</param>
    public TrainingException(string message, string remedy, Exception? cause = null)
        : base(VisibleText.OfLines(message), VisibleText.Of(cause)) => Remedy = remedy;

    /// <summary>What to do about it.</summary>
    public string Remedy { get; }
}
