using NetAnomaly.Core.Datasets;
namespace NetAnomaly.Core.Detection;

/// <summary>All that a training needs.</summary>
/// <param name="Spec">What is to be trained.</param>
/// <param name="Corpus">The conversations.</param>
/// <param name="Split">Which to fit, which to keep.</param>
/// <param name="Options">How.</param>
internal sealed record TrainingJob(
    ModelSpec Spec, ConversationTable Corpus, TrainingSplit Split, TrainingOptions Options)
{
    /// <summary>Identifies the words and sources of the corpus: two corpora with one hash are the same.</summary>
    public string DataHash { get; init; } = "";

    /// <summary>
    /// The detector whose words and weights the training starts from; <see langword="null"/> to start again. It stays
    /// the caller's.
    /// </summary>
    public IDetector? Origin { get; init; }

    /// <summary>
    /// What is gone of the time budget before the first step. Where it is above zero, a step is taken all the same.
    /// </summary>
    public TimeSpan Spent { get; init; }
}
