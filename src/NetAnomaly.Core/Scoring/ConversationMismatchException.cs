namespace NetAnomaly.Core.Scoring;

/// <summary>
/// Conversations that a model cannot score, as they were made otherwise than those that it was trained on.
/// </summary>
internal sealed class ConversationMismatchException : ArgumentException
{
    /// <summary>An error over a conversation.</summary>
    /// <param name="message">What does not fit.</param>
    /// <param name="conversation">The conversation, or the first of those that were to be scored together.</param>
    /// <param name="cause">What said so, if anything.</param>
    public ConversationMismatchException(string message, Conversation conversation, Exception? cause = null)
        : base(message, cause) => Conversation = conversation;

    /// <summary>The conversation, or the first of those that were to be scored together.</summary>
    public Conversation Conversation { get; }
}
