using NetAnomaly.Core.Detection;
using NetAnomaly.Models.Devices;

namespace NetAnomaly.Models.Training;

/// <summary>
/// Trains over epochs of steps, whatever a step learns: clipped gradients, a scheduled rate, the best epoch kept, early
/// stopping, a time budget, checkpoints, a stop with a remedy where numbers run out. Every random draw is a function of
/// the seed and of the place in the training, so that one that goes on from a checkpoint ends with the same bits.
/// </summary>
/// <param name="subject">What is trained, how, on what.</param>
/// <param name="steps">What each step and each epoch is.</param>
internal sealed class EpochTrainer(TrainingContext subject, ITrainingSteps steps)
{
    /// <summary>Trains; the network is trained in place and stays the caller's.</summary>
    /// <returns>The history and the epoch whose weights the network now has; 0 where there is none.</returns>
    /// <exception cref="TrainingException">The loss or its gradient is not a number any more, or the checkpoint cannot
    /// be used.</exception>
    public (IReadOnlyList<TrainingEpoch> History, int BestEpoch) Run(
        IProgress<TrainingProgress>? progress, CancellationToken cancellation)
    {
        var options = subject.Options;
        if (subject.Learned.Count == 0) return ([], 0);
        using var run = new TrainingState(subject, steps.RateShare);
        var state = run.State;
        var pace = new ProgressEstimator(options.Epochs, steps.WorkPerEpoch, progress);
        while (state.Epoch <= options.Epochs && !run.IsStale)
        {
            var count = steps.Begin(SeedOf(state.Epoch, 0));
            var tally = state.Batch == 0
                ? new LossAccumulator(steps.Tallies)
                : new LossAccumulator(steps.Tallies) { Numbers = state.Tally };
            subject.Network.train();
            while (state.Batch < count && !run.IsTimeUp)
            {
                Step(
                    run,
                    LearningRates.At(
                        options.Schedule, options.LearningRate,
                        (state.Epoch - 1 + ((double)state.Batch / count)) / options.Epochs), tally);
                pace.Report(state.Epoch, steps.Work(state.Batch), tally.Loss);
                state.Batch++;
                state.Tally = tally.Numbers;
                run.Keep(cancellation);
            }

            if (state.Batch == 0) break;
            subject.Network.eval();
            var (loss, accuracy, cost) = steps.Validate(cancellation);
            if (steps.KeepsSome) Require(loss, "loss on what is kept", $"after epoch {state.Epoch}");
            var epoch = new TrainingEpoch(state.Epoch, tally.Loss, loss, accuracy, run.Lap())
            {
                TrainingAccuracy = tally.Accuracy,
            };
            run.EndEpoch(epoch, double.IsNaN(cost) ? tally.Loss : cost, isWhole: state.Batch == count);
            if (run.IsTimeUp) break;
        }

        return (state.History, run.End());
    }

    // Step 0 is the epoch itself.
    private int SeedOf(int epoch, int step) =>
        unchecked((((subject.Spec.Seed * 0x01000193) ^ epoch) * 0x01000193) ^ step) & int.MaxValue;

    private void Step(TrainingState run, double rate, LossAccumulator tally)
    {
        var state = run.State;
        using var scope = subject.Device.NewStep();

        // Gradients begin again with each call, from the same random state.
        var (loss, count) = TransientRetry.Of(
            subject.Device, () => steps.Gradients(state.Batch, SeedOf(state.Epoch, state.Batch + 1)));
        var norm = nn.utils.clip_grad_norm_(
            subject.Learned.Select(named => named.Parameter), subject.Options.GradientClip * steps.ClipShare);
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
                + $"{subject.Options.GradientClip}){steps.OtherRemedy}.");
    }
}
