namespace NetAnomaly;

/// <summary>One line of a training history.</summary>
/// <param name="Epoch">Counted from 1.</param>
/// <param name="TrainingLoss">Mean surprisal of a training word, nats, factors added up.</param>
/// <param name="ValidationLoss">The same on the conversations kept from training; NaN where none were kept.</param>
/// <param name="ValidationAccuracy">Share of those words that the model held most likely, all factors right; NaN
/// likewise.</param>
/// <param name="Duration">Wall-clock time.</param>
public sealed record TrainingEpoch(
    int Epoch, double TrainingLoss, double ValidationLoss, double ValidationAccuracy, TimeSpan Duration)
{
    /// <summary>
    /// Share of the training words that the model held most likely while it learned them, all factors right; NaN where
    /// it was not counted.
    /// </summary>
    public double TrainingAccuracy { get; init; } = double.NaN;
}
