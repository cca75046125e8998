using NetAnomaly.Core.Datasets;
using NetAnomaly.Core.Detection;
using NetAnomaly.Core.Tokens;
using NetAnomaly.Models.Devices;
using NetAnomaly.Models.Networks;
using NetAnomaly.Models.Training;

namespace NetAnomaly.Models.Words;

/// <summary>
/// Trains a network to predict words. Identical pieces are learned once, by weight. The best epoch has the least
/// validation loss, or what else is told.
/// </summary>
internal sealed class LanguageModelTrainer : IWordLesson
{
    // A batch holds as many words as so many pieces of this length, so that short pieces come many at a time.
    private const int TypicalLength = 32;

    private readonly TrainingJob job;
    private readonly WordNetwork network;
    private readonly ChunkSet set;
    private readonly ValidationSet validation;
    private readonly int wordsPerBatch;

    // What a word weighs on average, per factor: dividing by a batch's own weight would give light batches as much say
    // as heavy ones.
    private readonly double[] meanWeights;

    /// <summary>Prepares a training; the network is trained in place and stays the caller's.</summary>
    public LanguageModelTrainer(TrainingJob job, Vocabulary vocabulary, WordNetwork network, int[] sizes)
    {
        this.job = job;
        this.network = network;
        var shape = network.Shape(sizes.Length);
        var map = VocabularyFitting.Map(job.Corpus, vocabulary);
        var countBy = job.Spec.OptionsOf<WordNetworkOptions>().CountBy;
        set = ChunkSet.Of(job.Corpus, job.Split.Fit, Ids, shape, countBy);
        meanWeights = set.MeanWeights();
        validation = new ValidationSet(
            ChunkSet.Of(job.Corpus, job.Split.Validation, Ids, shape with { Repeats = false }, countBy));
        wordsPerBatch = job.Options.BatchSize * Math.Min(TypicalLength, shape.MaxLength);
        Validation =
        [
            .. job.Split.Validation.Select(conversation => VocabularyFitting.Encode(job.Corpus, map, conversation)),
        ];

        int[] Ids(int conversation) => Chunks.ToNetwork(VocabularyFitting.Encode(job.Corpus, map, conversation), sizes);
    }

    /// <summary>Conversations kept from fitting, as ids of the vocabulary.</summary>
    public IReadOnlyList<int[]> Validation { get; }

    /// <summary>
    /// What the best epoch has least of, given its validation loss; <see langword="null"/> for that loss itself.
    /// </summary>
    public Func<double, CancellationToken, double>? Cost { get; set; }

    /// <summary>Trains the network.</summary>
    /// <inheritdoc cref="EpochTrainer.Run"/>
    public (IReadOnlyList<TrainingEpoch> History, int BestEpoch) Run(
        IProgress<TrainingProgress>? progress, CancellationToken cancellation) =>
        WordBatchSteps.Train(job, network, this, progress, cancellation);

    /// <inheritdoc/>
    public int Tallies => set.Shape.Factors;

    /// <inheritdoc/>
    public int Members => set.Pieces.Length;

    /// <inheritdoc/>
    public long Words(int[] members) => members.Sum(index => (long)set.Shape.Words(set.Pieces[index]));

    /// <inheritdoc/>
    public IEnumerable<int[]> Batches(Action<int[]> order)
    {
        var members = Enumerable.Range(0, set.Pieces.Length).ToArray();
        order(members);
        return WordBatch.Group(set.Pieces, set.Shape, wordsPerBatch, members);
    }

    /// <inheritdoc/>
    public Tensor Loss(int[] members, long words, long seed, out Action<LossAccumulator> tally)
    {
        var batch = WordBatch.Of([.. members.Select(index => set.Pieces[index])], set.Shape);
        var weights = new WordWeights(set, members, batch.Length);
        var (surprisals, right) = RandomLock.Run(seed, () => WordNetworkLoss.Judge(network, batch), network.Device);
        var sums = surprisals.Select(
            (factor, index) =>
                (factor * HostDevice.Instance.ToDeviceOf(factor, tensor(weights[index]))).sum()).ToArray();
        var loss = sums[0] / (words * meanWeights[0]);
        for (var factor = 1; factor < sums.Length; factor++)
            loss = loss + (sums[factor] / (words * meanWeights[factor]));
        float[] losses = [.. sums.Select(sum => sum.item<float>())];
        tally = to =>
        {
            for (var factor = 0; factor < losses.Length; factor++)
                to.AddLoss(factor, losses[factor], weights.Totals[factor]);
            to.AddRight(weights.Sum(right), weights.Totals[0]);
        };
        return loss;
    }

    /// <inheritdoc/>
    public (double Loss, double Accuracy, double Cost) Validate(CancellationToken cancellation)
    {
        var (loss, accuracy) = validation.Measure(network, cancellation);
        return (loss, accuracy, Cost?.Invoke(loss, cancellation) ?? loss);
    }
}
