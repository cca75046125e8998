namespace NetAnomaly;

/// <summary>What a model learns from.</summary>
public enum LearningMode
{
    /// <summary>From conversations alone; labels are not looked at, save to leave conversations out by request.</summary>
    Unsupervised,
}
