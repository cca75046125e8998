using NetAnomaly.Core.Detection;
using NetAnomaly.Models.Devices;

namespace NetAnomaly.Models.Training;

/// <summary>
/// Trains over epochs of steps, whatever a step learns: clipped gradients, a scheduled rate, the best epoch kept, early
/// stopping, a time budget, checkpoints, a stop with a remedy where numbers run out. Every random draw is a function of
/// the seed and of the place in the training, so that one that goes on from a checkpoint ends with the same bits.
/// </summary>
internal abstract class EpochTrainer(TrainingContext subject)
{
    /// <summary>Factors of a tally.</summary>
    protected virtual int Tallies => 1;

    /// <summary>Work that an epoch has in all its steps, in units of <see cref="Work"/>.</summary>
    protected abstract long WorkPerEpoch { get; }

    /// <summary>
    /// The part of the learning rate that a parameter has, by name; <see langword="null"/>: all have the whole.
    /// </summary>
    protected virtual Func<string, double>? RateShare => null;

    /// <summary>
    /// What a gradient's largest norm is multiplied by: more where losses of several networks are summed.
    /// </summary>
    protected virtual double ClipShare => 1;

    /// <summary>
    /// Whether there is always something kept from fitting: its loss is then a number, or training has diverged.
    /// </summary>
    protected virtual bool KeepsSome => false;

    /// <summary>What else may keep numbers finite, beyond learning rate and clipping.</summary>
    protected virtual string OtherRemedy => "";

    /// <summary>Trains; the network is trained in place and stays the caller's.</summary>
    /// <returns>The history and the epoch whose weights the network now has; 0 where there is none.</returns>
    /// <exception cref="TrainingException">The loss or its gradient is not a number any more, or the checkpoint cannot
    /// be used.</exception>
    public (IReadOnlyList<TrainingEpoch> History, int BestEpoch) Run(
        IProgress<TrainingProgress>? progress, CancellationToken cancellation)
    {
        var options = subject.Options;
        if (subject.Learned.Count == 0) return ([], 0);
        using var run = new TrainingState(subject, RateShare);
        var state = run.State;
        var pace = new ProgressEstimator(options.Epochs, WorkPerEpoch, progress);
        while (state.Epoch <= options.Epochs && !run.IsStale)
        {
            var steps = Begin(state.Epoch);
            var tally = state.Batch == 0
                ? new LossAccumulator(Tallies)
                : new LossAccumulator(Tallies) { Numbers = state.Tally };
            subject.Network.train();
            while (state.Batch < steps && !run.IsTimeUp)
            {
                Step(
                    run,
                    LearningRates.At(
                        options.Schedule, options.LearningRate,
                        (state.Epoch - 1 + ((double)state.Batch / steps)) / options.Epochs), tally);
                pace.Report(state.Epoch, Work(state.Batch), tally.Loss);
                state.Batch++;
                state.Tally = tally.Numbers;
                run.Keep(cancellation);
            }

            if (state.Batch == 0) break;
            subject.Network.eval();
            var (loss, accuracy, cost) = Validate(cancellation);
            if (KeepsSome) Require(loss, "loss on what is kept", $"after epoch {state.Epoch}");
            var epoch = new TrainingEpoch(state.Epoch, tally.Loss, loss, accuracy, run.Lap())
            {
                TrainingAccuracy = tally.Accuracy,
            };
            run.EndEpoch(epoch, double.IsNaN(cost) ? tally.Loss : cost, isWhole: state.Batch == steps);
            if (run.IsTimeUp) break;
        }

        return (state.History, run.End());
    }

    /// <summary>Prepares an epoch.</summary>
    /// <param name="epoch">Which, from 1.</param>
    /// <returns>Its steps, the same for every run of that epoch.</returns>
    protected abstract int Begin(int epoch);

    /// <summary>How much work a step of the epoch is.</summary>
    /// <param name="step">Which, from 0.</param>
    protected virtual long Work(int step) => 1;

    /// <summary>Leaves the gradients of a step's loss in the network.</summary>
    /// <param name="step">Which of the epoch, from 0.</param>
    /// <param name="seed">Of all random draws in it.</param>
    /// <returns>The loss, and what counts it once the step has been taken; that holds no tensor.</returns>
    protected abstract (double Loss, Action<LossAccumulator> Count) Gradients(int step, int seed);

    /// <summary>
    /// Loss and accuracy on what is kept from fitting, and what the best epoch has least of; NaN where nothing was
    /// kept: then the training loss decides.
    /// </summary>
    protected abstract (double Loss, double Accuracy, double Cost) Validate(CancellationToken cancellation);

    /// <summary>The seed of an epoch's step; step 0 is the epoch itself.</summary>
    protected int SeedOf(int epoch, int step) =>
        unchecked((((subject.Spec.Seed * 0x01000193) ^ epoch) * 0x01000193) ^ step) & int.MaxValue;

    private void Step(TrainingState run, double rate, LossAccumulator tally)
    {
        var state = run.State;
        using var scope = subject.Device.NewStep();

        // Gradients begin again with each call, from the same random state.
        var (loss, count) = TransientRetry.Of(
            subject.Device, () => Gradients(state.Batch, SeedOf(state.Epoch, state.Batch + 1)));
        var norm = nn.utils.clip_grad_norm_(
            subject.Learned.Select(named => named.Parameter), subject.Options.GradientClip * ClipShare);
        var place = $"in epoch {state.Epoch}, step {state.Batch + 1}";
        Require(loss, "loss", place);
        Require(norm, "gradient", place);
        run.Optimizer.Step(rate);
        count(tally);
    }

    private void Require(double value, string what, string place)
    {
        if (double.IsFinite(value)) return;
        throw new TrainingException(
            $"Training diverged: the {what} became {value} {place}.",
            $"Lower the learning rate (it is {subject.Options.LearningRate}) or the gradient's largest norm (it is "
                + $"{subject.Options.GradientClip}){OtherRemedy}.");
    }
}
