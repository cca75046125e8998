namespace NetAnomaly;

/// <summary>What a model learns from.</summary>
public enum LearningMode
{
    /// <summary>
    /// From conversations alone; labels are not looked at, save to leave conversations out by request.
    /// </summary>
    Unsupervised,

    /// <summary>
    /// From normal conversations alone; the few that are labelled as attacks choose the best epoch and the threshold.
    /// </summary>
    SemiSupervised,

    /// <summary>From labels: which conversations are normal, and which attack the others are.</summary>
    Supervised,
}
