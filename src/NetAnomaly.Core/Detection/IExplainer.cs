namespace NetAnomaly.Core.Detection;

/// <summary>Says in words what a detector's scores come from. Thread-safe.</summary>
internal interface IExplainer
{
    /// <summary>Why a conversation scores as it does, in one line.</summary>
    string Summarize(Conversation sequence, ConversationScore score);

    /// <summary>
    /// What contributed most to the score of one flow: the factor (a token scheme, a feature) and the flow's own word
    /// or value in it.
    /// </summary>
    (string Factor, string Word) UnusualFactor(Conversation sequence, ConversationScore score, int position);

    /// <summary>
    /// The same in detail; slower, for conversations that somebody looks at. By default the strangest flow and those
    /// that are strange in the same way.
    /// </summary>
    ExplanationParts Explain(Conversation sequence, ConversationScore score) =>
        TopFlowExplainer.Explain(this, sequence, score);
}
