namespace NetAnomaly;

/// <summary>How the learning rate changes over a training.</summary>
public enum LearningRateSchedule
{
    /// <summary>From the peak down along half a cosine.</summary>
    Cosine,

    /// <summary>Up to the peak in the first tenth, then down along half a cosine.</summary>
    WarmupCosine,

    /// <summary>From the peak evenly down.</summary>
    Linear,

    /// <summary>The peak throughout.</summary>
    Constant,
}
