namespace NetAnomaly.Core.Detection;

/// <summary>All that a <see cref="IWindowDetector"/> needs of one conversation to judge its window: no flows.</summary>
/// <param name="SourceAddress">Who opened its first flow; <see langword="null"/> where it is grouped by
/// destination.</param>
/// <param name="DestinationAddress">To whom; <see langword="null"/> where it is grouped by source.</param>
/// <param name="Own">What can be said of it alone.</param>
/// <param name="MemberScores">The score of each member of the detector.</param>
/// <param name="Summary">How it matters to the conversations around it.</param>
internal sealed record LocalScore(
    string? SourceAddress, string? DestinationAddress, ConversationScore Own, double[] MemberScores,
    ConversationSummary Summary);
