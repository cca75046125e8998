using NetAnomaly.Core.Detection;
using NetAnomaly.Core.Training;
using NetAnomaly.Models.LanguageModels;

namespace NetAnomaly.Models.Training;

/// <summary>
/// Trains a network over epochs of batches: clipped gradients, a scheduled rate, the best epoch kept, early stopping, a time budget. All chance is a
/// function of the seed and of the place in the training, so that one that goes on from a checkpoint ends with the same bits.
/// </summary>
internal abstract class NetworkTrainer(TrainingJob job, nn.Module network)
{
    /// <summary>What is trained on what, how.</summary>
    protected TrainingJob Job { get; } = job;

    /// <summary>Factors of a tally.</summary>
    protected abstract int Tallies { get; }

    /// <summary>Members that an epoch has in all its batches.</summary>
    protected abstract int Members { get; }

    /// <summary>The part of the learning rate that a parameter has, by name; <see langword="null"/>: all have the whole.</summary>
    protected virtual Func<string, double>? RateShare => null;

    /// <summary>Trains; the network is trained in place and stays the caller's.</summary>
    /// <returns>The history and the epoch whose weights the network now has.</returns>
    /// <exception cref="TrainingException">The loss or its gradient is not a number any more, or the checkpoint cannot be used.</exception>
    public (IReadOnlyList<TrainingEpoch> History, int BestEpoch) Run(IProgress<TrainingProgress>? progress, CancellationToken cancellation)
    {
        var options = Job.Options;
        using var run = new TrainingRun(Job, network, RateShare);
        var state = run.State;
        var pace = new TrainingPace(options.Epochs, Members, progress);
        while (state.Epoch <= options.Epochs && !run.IsStale)
        {
            var batches = Shuffled(state.Epoch);
            var tally = state.Batch == 0 ? new WordTally(Tallies) : new WordTally(Tallies) { Numbers = state.Tally };
            network.train();
            while (state.Batch < batches.Length && !run.IsTimeUp)
            {
                var rate = LearningRates.At(options.Schedule, options.LearningRate, (state.Epoch - 1 + ((double)state.Batch / batches.Length)) / options.Epochs);
                Step(run, batches[state.Batch], rate, tally);
                pace.Report(state.Epoch, batches[state.Batch].Length, tally.Loss);
                state.Batch++;
                state.Tally = tally.Numbers;
                run.Keep(cancellation);
            }

            if (state.Batch == 0) break;
            network.eval();
            var (loss, accuracy, cost) = Validate(cancellation);
            var epoch = new TrainingEpoch(state.Epoch, tally.Loss, loss, accuracy, run.Lap()) { TrainingAccuracy = tally.Accuracy };
            run.EndEpoch(epoch, cost, isWhole: state.Batch == batches.Length);
            if (run.IsTimeUp) break;
        }

        return (state.History, run.End());
    }

    /// <summary>The batches of an epoch, each the indices of its members.</summary>
    /// <param name="order">The order in which members of one length are taken.</param>
    protected abstract IEnumerable<int[]> Batches(Action<int[]> order);

    /// <summary>The loss of a batch, with its gradient on its way back possible; adds to the tally.</summary>
    /// <param name="members">The indices of its members.</param>
    /// <param name="seed">Of the chance that the network draws, as for dropout.</param>
    /// <param name="tally">To be called when the step has been taken.</param>
    protected abstract Tensor Loss(int[] members, long seed, out Action<WordTally> tally);

    /// <summary>Loss and accuracy on what is kept from fitting, and what the best epoch has least of.</summary>
    protected abstract (double Loss, double Accuracy, double Cost) Validate(CancellationToken cancellation);

    private int[][] Shuffled(int epoch)
    {
        var chance = new Random(HashCode(Job.Spec.Seed, epoch, 0));
        var batches = Batches(chance.Shuffle).ToArray();
        chance.Shuffle(batches);
        return batches;
    }

    private void Step(TrainingRun run, int[] members, double rate, WordTally tally)
    {
        using var scope = NewDisposeScope();
        network.zero_grad();
        var loss = Loss(members, HashCode(Job.Spec.Seed, run.State.Epoch, run.State.Batch + 1), out var count);
        loss.backward();
        var norm = nn.utils.clip_grad_norm_(network.parameters(), Job.Options.GradientClip);
        Require(loss.item<float>(), "loss", run.State);
        Require(norm, "gradient", run.State);
        run.Optimizer.Step(rate);
        count(tally);
    }

    private void Require(double value, string what, TrainingState state)
    {
        if (double.IsFinite(value)) return;
        throw new TrainingException(
            $"Training diverged: the {what} became {value} in epoch {state.Epoch}, step {state.Batch + 1}.",
            $"Lower the learning rate (it is {Job.Options.LearningRate}) or the gradient's largest norm (it is {Job.Options.GradientClip}).");
    }

    private static int HashCode(int seed, int epoch, int step) => unchecked((((seed * 0x01000193) ^ epoch) * 0x01000193) ^ step) & int.MaxValue;
}
