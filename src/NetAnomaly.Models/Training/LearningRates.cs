namespace NetAnomaly.Models.Training;

/// <summary>The learning rate at any point of a training.</summary>
internal static class LearningRates
{
    // Where the rate ends, and the share of the training in which it rises.
    private const double Last = 0.05;
    private const double Warmup = 0.1;

    /// <summary>The rate.</summary>
    /// <param name="schedule">How it changes.</param>
    /// <param name="peak">Its peak.</param>
    /// <param name="done">Share of the training that is done, 0 to 1.</param>
    public static double At(LearningRateSchedule schedule, double peak, double done) => schedule switch
    {
        LearningRateSchedule.Constant => peak,
        LearningRateSchedule.Linear => peak * (Last + ((1 - Last) * (1 - done))),
        LearningRateSchedule.Cosine => peak * HalfCosine(done),
        LearningRateSchedule.WarmupCosine when done < Warmup => peak * (Last + ((1 - Last) * done / Warmup)),
        LearningRateSchedule.WarmupCosine => peak * HalfCosine((done - Warmup) / (1 - Warmup)),
        _ => throw new ArgumentOutOfRangeException(nameof(schedule), schedule, "There is no such schedule."),
    };

    private static double HalfCosine(double done) => Last + ((1 - Last) * 0.5 * (1 + Math.Cos(Math.PI * done)));
}
