namespace NetAnomaly;

/// <summary>How far a training has come.</summary>
/// <param name="Epoch">The epoch in work, counted from 1.</param>
/// <param name="Epochs">How many there will be.</param>
/// <param name="Fraction">Share of the whole training that is done, 0 to 1.</param>
/// <param name="Loss">Running mean surprisal of a training word, nats.</param>
/// <param name="Remaining">Estimated time left; <see langword="null"/> until it can be told.</param>
public sealed record TrainingProgress(int Epoch, int Epochs, double Fraction, double Loss, TimeSpan? Remaining);
