namespace NetAnomaly.Operations.Delivery;

/// <summary>The spool cannot be read or written.</summary>
/// <param name="path">The directory.</param>
/// <param name="message">What is wrong, a sentence.</param>
/// <param name="inner">What was thrown beneath.</param>
internal sealed class SpoolException(string path, string message, Exception inner) : Exception(message, inner)
{
    /// <summary>The directory.</summary>
    public string Path => path;
}
