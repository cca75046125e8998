namespace NetAnomaly.Models.Training;

/// <summary>What a training learns from, step by step; the loop around it is <see cref="EpochTrainer"/>.</summary>
internal interface ITrainingSteps
{
    /// <summary>Factors of a tally.</summary>
    int Tallies => 1;

    /// <summary>Work that an epoch has in all its steps, in units of <see cref="Work"/>.</summary>
    long WorkPerEpoch { get; }

    /// <summary>
    /// The part of the learning rate that a parameter has, by name; <see langword="null"/>: all have the whole.
    /// </summary>
    Func<string, double>? RateShare => null;

    /// <summary>
    /// What a gradient's largest norm is multiplied by: more where losses of several networks are summed.
    /// </summary>
    double ClipShare => 1;

    /// <summary>
    /// Whether there is always something kept from fitting: its loss is then a number, or training has diverged.
    /// </summary>
    bool KeepsSome => false;

    /// <summary>What else may keep numbers finite, beyond learning rate and clipping.</summary>
    string OtherRemedy => "";

    /// <summary>Prepares an epoch.</summary>
    /// <param name="seed">Of all random draws that order it.</param>
    /// <returns>Its steps, the same for every run of that epoch.</returns>
    int Begin(int seed);

    /// <summary>How much work a step of the epoch is.</summary>
    /// <param name="step">Which, from 0.</param>
    long Work(int step) => 1;

    /// <summary>Leaves the gradients of a step's loss in the network.</summary>
    /// <param name="step">Which of the epoch, from 0.</param>
    /// <param name="seed">Of all random draws in it.</param>
    /// <returns>The loss, and what counts it once the step has been taken; that holds no tensor.</returns>
    (double Loss, Action<LossAccumulator> Count) Gradients(int step, int seed);

    /// <summary>
    /// Loss and accuracy on what is kept from fitting, and what the best epoch has least of; NaN where nothing was
    /// kept: then the training loss decides.
    /// </summary>
    (double Loss, double Accuracy, double Cost) Validate(CancellationToken cancellation);
}
