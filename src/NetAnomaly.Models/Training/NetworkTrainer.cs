using NetAnomaly.Core.Detection;
using NetAnomaly.Core.Training;
using NetAnomaly.Models.LanguageModels;
using NetAnomaly.Models.Networks;

namespace NetAnomaly.Models.Training;

/// <summary>
/// Trains a network over epochs of batches: clipped gradients, a scheduled rate, the best epoch kept, early stopping, a time budget. All chance is a
/// function of the seed and of the place in the training, so that one that goes on from a checkpoint ends with the same bits.
/// </summary>
internal abstract class NetworkTrainer(TrainingJob job, WordNetwork network)
{
    // Members that go through the network together; fewer than a batch has once memory has run out.
    private int membersAtOnce = int.MaxValue;

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

    /// <summary>Words that some members have.</summary>
    protected abstract long Words(int[] members);

    /// <summary>The loss of a part of a batch, as its share of the batch's loss, with its gradient on its way back possible.</summary>
    /// <param name="members">The indices of the part's members; all of the batch where memory suffices.</param>
    /// <param name="words">Words of the whole batch.</param>
    /// <param name="seed">Of the chance that is drawn, as for dropout.</param>
    /// <param name="tally">To be called when the step has been taken; it holds no tensor.</param>
    protected abstract Tensor Loss(int[] members, long words, long seed, out Action<WordTally> tally);

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
        using var scope = network.Device.NewStep();
        var passes = Gradients(members, HashCode(Job.Spec.Seed, run.State.Epoch, run.State.Batch + 1));
        var norm = nn.utils.clip_grad_norm_(network.parameters(), Job.Options.GradientClip);
        Require(passes.Sum(pass => pass.Loss), "loss", run.State);
        Require(norm, "gradient", run.State);
        run.Optimizer.Step(rate);
        foreach (var (_, count) in passes) count(tally);
    }

    // Where memory runs out, half as many at once, now and from then on: their gradients add up to those of the batch, but for rounding, for
    // what chance draws, and for batch normalisation, which sees parts.
    private List<(double Loss, Action<WordTally> Count)> Gradients(int[] members, long seed)
    {
        var words = Words(members);
        while (true)
        {
            try
            {
                using var scope = NewDisposeScope();
                network.zero_grad();
                return [.. members.Chunk(membersAtOnce).Select((part, index) => Pass(part, words, seed + index))];
            }
            catch (Exception error) when (network.Device.IsOutOfMemory(error) && Math.Min(membersAtOnce, members.Length) > 1)
            {
                membersAtOnce = (Math.Min(membersAtOnce, members.Length) + 1) / 2;
            }
        }
    }

    private (double Loss, Action<WordTally> Count) Pass(int[] part, long words, long seed)
    {
        using var scope = NewDisposeScope();
        var loss = Loss(part, words, seed, out var count);
        loss.backward();
        return (loss.item<float>(), count);
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
