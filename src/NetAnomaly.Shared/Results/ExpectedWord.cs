namespace NetAnomaly;

/// <summary>A word that a model expected at some place of a conversation.</summary>
/// <param name="Word">The word; <c>&lt;unk&gt;</c> stands for all that the model does not tell apart.</param>
/// <param name="Probability">How likely the model held it, 0 to 1.</param>
public readonly record struct ExpectedWord(string Word, double Probability);
