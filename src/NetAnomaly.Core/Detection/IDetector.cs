namespace NetAnomaly.Core.Detection;

/// <summary>
/// A trained detector: conversations in, scores of their flows out. Thread-safe for scoring unless it says otherwise.
/// </summary>
/// <remarks>
/// Most are <see cref="TokenDetector"/>s, which see words; the others see what they take from the flows themselves.
/// </remarks>
internal interface IDetector : IDisposable
{
    /// <summary>What it knows beside its weights.</summary>
    DetectorState State { get; }

    /// <summary>Whether it has weights.</summary>
    bool HasWeights { get; }

    /// <summary>What must be scored together.</summary>
    DetectorScope Scope => DetectorScope.Conversation;

    /// <summary>Conversations that suit a processor when they are scored together.</summary>
    const int UsualBatch = 512;

    /// <summary>
    /// Conversations that are worth scoring together, where they stand alone: more on a GPU, which is idle with few.
    /// </summary>
    int BatchSize => UsualBatch;

    /// <summary>Says in words what its scores come from.</summary>
    IExplainer Reasons { get; }

    /// <summary>Scores of many conversations.</summary>
    /// <param name="conversations">Made with the token schemes of the model.</param>
    /// <param name="cancellation">Checked between batches.</param>
    /// <returns>One per conversation, in their order.</returns>
    IReadOnlyList<ConversationScore> Score(IReadOnlyList<Conversation> conversations, CancellationToken cancellation);

    /// <summary>
    /// Numbers that are alike for two conversations exactly where the detector cannot tell them apart.
    /// </summary>
    int[] Fingerprint(Conversation conversation);

    /// <summary>Writes the weights as safetensors, under PyTorch's key names.</summary>
    /// <exception cref="InvalidOperationException">It has none.</exception>
    void WriteWeights(Stream stream);
}
