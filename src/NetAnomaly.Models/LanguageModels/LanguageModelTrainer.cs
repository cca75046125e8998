using NetAnomaly.Core.Detection;
using NetAnomaly.Core.Training;
using NetAnomaly.Models.Networks;

namespace NetAnomaly.Models.LanguageModels;

/// <summary>
/// Trains a network to predict words: clipped gradients, a scheduled rate, the best epoch by validation loss kept, early stopping, a time
/// budget. Identical pieces are learnt once, by weight. All chance is a function of the seed and of the place in the training, so that one
/// that goes on from a checkpoint ends with the same bits.
/// </summary>
internal sealed class LanguageModelTrainer
{
    // A batch holds as many words as so many pieces of this length, so that short pieces come many at a time.
    private const int TypicalLength = 32;

    private readonly TrainingJob job;
    private readonly WordNetwork network;
    private readonly PieceSet set;
    private readonly ValidationSet validation;
    private readonly int wordsPerBatch;

    // What a word weighs on average, per factor: dividing by a batch's own weight would give light batches as much say as heavy ones.
    private readonly double[] meanWeights;

    // Pieces that go through the network together; fewer than a batch has once memory has run out. The step is the same but for rounding.
    private int piecesAtOnce = int.MaxValue;

    /// <summary>Prepares a training; the network is trained in place and stays the caller's.</summary>
    public LanguageModelTrainer(TrainingJob job, Vocabulary vocabulary, WordNetwork network, int[] sizes)
    {
        this.job = job;
        this.network = network;
        var shape = network.Shape(sizes.Length);
        var map = VocabularyFitting.Map(job.Corpus, vocabulary);
        set = PieceSet.Of(job.Corpus, job.Split.Fit, Ids, shape, job.Spec.CountBy);
        meanWeights = set.MeanWeights();
        validation = new ValidationSet(PieceSet.Of(job.Corpus, job.Split.Held, Ids, shape with { Repeats = false }, job.Spec.CountBy));
        wordsPerBatch = job.Options.BatchSize * Math.Min(TypicalLength, shape.MaxLength);
        Held = [.. job.Split.Held.Select(conversation => VocabularyFitting.Encode(job.Corpus, map, conversation))];

        int[] Ids(int conversation) => LanguageModelDetector.ToNetwork(VocabularyFitting.Encode(job.Corpus, map, conversation), sizes);
    }

    /// <summary>Conversations kept from fitting, as ids of the vocabulary.</summary>
    public IReadOnlyList<int[]> Held { get; }

    /// <summary>Trains.</summary>
    /// <returns>The history and the epoch whose weights the network now has.</returns>
    /// <exception cref="TrainingException">The loss or its gradient is not a number any more, or the checkpoint cannot be used.</exception>
    public (IReadOnlyList<TrainingEpoch> History, int BestEpoch) Run(IProgress<TrainingProgress>? progress, CancellationToken cancellation)
    {
        var options = job.Options;
        using var run = new TrainingRun(job, network);
        var state = run.State;
        var pace = new TrainingPace(options.Epochs, set.Pieces.Length, progress);
        while (state.Epoch <= options.Epochs && !run.IsStale)
        {
            var batches = Batches(state.Epoch);
            var tally = state.Batch == 0 ? new WordTally(set.Shape.Factors) : new WordTally(set.Shape.Factors) { Numbers = state.Tally };
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
            var (loss, accuracy) = validation.Measure(network, cancellation);
            run.EndEpoch(new TrainingEpoch(state.Epoch, tally.Loss, loss, accuracy, run.Lap()) { TrainingAccuracy = tally.Accuracy }, isWhole: state.Batch == batches.Length);
            if (run.IsTimeUp) break;
        }

        return (state.History, run.End());
    }

    // Pieces of about one length, in an order that the epoch alone decides.
    private int[][] Batches(int epoch)
    {
        var chance = new Random(HashCode(job.Spec.Seed, epoch, 0));
        var order = Enumerable.Range(0, set.Pieces.Length).ToArray();
        chance.Shuffle(order);
        var batches = WordBatch.Group(set.Pieces, set.Shape, wordsPerBatch, order).ToArray();
        chance.Shuffle(batches);
        return batches;
    }

    private void Step(TrainingRun run, int[] members, double rate, WordTally tally)
    {
        var passes = Gradients(HashCode(job.Spec.Seed, run.State.Epoch, run.State.Batch + 1), members);
        using var scope = NewDisposeScope();
        var norm = nn.utils.clip_grad_norm_(network.parameters(), job.Options.GradientClip);
        Require(passes.Sum(pass => pass.Loss), "loss", run.State);
        Require(norm, "gradient", run.State);
        run.Optimizer.Step(rate);
        foreach (var pass in passes) pass.AddTo(tally);
    }

    private List<TrainingPass> Gradients(long seed, int[] members)
    {
        var words = members.Sum(index => set.Shape.Words(set.Pieces[index]));
        while (true)
        {
            try
            {
                network.zero_grad();
                return [.. members.Chunk(piecesAtOnce).Select((part, index) => TrainingPass.Take(network, set, part, [.. meanWeights.Select(mean => words * mean)], seed + index))];
            }
            catch (Exception error) when (network.Device.IsOutOfMemory(error) && Math.Min(piecesAtOnce, members.Length) > 1)
            {
                piecesAtOnce = (Math.Min(piecesAtOnce, members.Length) + 1) / 2;
            }
        }
    }

    private void Require(double value, string what, TrainingState state)
    {
        if (double.IsFinite(value)) return;
        throw new TrainingException(
            $"Training diverged: the {what} became {value} in epoch {state.Epoch}, step {state.Batch + 1}.",
            $"Lower the learning rate (it is {job.Options.LearningRate}) or the gradient's largest norm (it is {job.Options.GradientClip}).");
    }

    private static int HashCode(int seed, int epoch, int step) => unchecked((((seed * 0x01000193) ^ epoch) * 0x01000193) ^ step) & int.MaxValue;
}
