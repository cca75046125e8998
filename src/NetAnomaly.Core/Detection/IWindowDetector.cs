namespace NetAnomaly.Core.Detection;

/// <summary>
/// A detector that says of a conversation what also depends on the others of its window: each conversation is scored by
/// itself first, where its flows are, and windows are judged second, which needs no flows.
/// </summary>
internal interface IWindowDetector : IDetector
{
    /// <summary>Scores conversations by themselves, in pieces of any size.</summary>
    /// <param name="conversations">Made with the token schemes of the model.</param>
    /// <param name="cancellation">Checked between batches.</param>
    /// <returns>One per conversation, in their order.</returns>
    IReadOnlyList<LocalScore> ScoreLocally(IReadOnlyList<Conversation> conversations, CancellationToken cancellation);

    /// <summary>Judges windows.</summary>
    /// <param name="conversations">All conversations of one or more windows, which are told apart by their
    /// start.</param>
    /// <param name="state">What the scan has gathered so far; changed.</param>
    /// <returns>One per conversation, in their order.</returns>
    IReadOnlyList<ConversationScore> JudgeWindows(IReadOnlyList<LocalScore> conversations, EvidenceState state);

    /// <summary>Scores conversations and judges their windows.</summary>
    /// <param name="conversations">All conversations of one or more windows.</param>
    /// <param name="state">What the scan has gathered so far; changed.</param>
    /// <param name="cancellation">Checked between batches.</param>
    /// <returns>One per conversation, in their order.</returns>
    IReadOnlyList<ConversationScore> Score(
        IReadOnlyList<Conversation> conversations, EvidenceState state, CancellationToken cancellation);
}
