namespace NetAnomaly.Operations.Delivery;

/// <summary>An alert was not delivered.</summary>
/// <param name="message">What is wrong, a sentence.</param>
/// <param name="canRetry">Whether trying again may help.</param>
/// <param name="inner">What was thrown beneath.</param>
internal sealed class DeliveryException(string message, bool canRetry, Exception? inner = null)
    : Exception(message, inner)
{
    /// <summary>Whether trying again may help.</summary>
    public bool CanRetry => canRetry;

    /// <summary>How long the receiver asks to wait; <see langword="null"/> where it says nothing.</summary>
    public TimeSpan? RetryAfter { get; init; }
}
