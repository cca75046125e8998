using NetAnomaly.Internal;

namespace NetAnomaly.Core.ModelFiles;

/// <summary>The memory of a scan that cannot be used.</summary>
/// <param name="message">What is wrong, naming the file where there is one.</param>
/// <param name="remedy">What to do about it.</param>
/// <param name="cause">The error beneath, if any.</param>
internal sealed class ScanStateException(string message, string remedy, Exception? cause = null)
    : IOException(VisibleText.Of(message), VisibleText.Of(cause))
{
    /// <summary>What to do about it.</summary>
    public string Remedy { get; } = remedy;
}
