using NetAnomaly.Core.Datasets;
using NetAnomaly.Core.Detection;
using NetAnomaly.Core.Tokens;
using NetAnomaly.Models.Devices;
using NetAnomaly.Models.Networks;
using NetAnomaly.Models.Training;

namespace NetAnomaly.Models.Words;

/// <summary>
/// Trains a network to tell the classes of flows, or of windows of them, apart. Identical pieces are learned once, by
/// weight; rare classes weigh more.
/// </summary>
internal sealed class ClassifierTrainer : IWordLesson
{
    // A batch holds as many flows as so many pieces of this length, so that short pieces come many at a time.
    private const int TypicalLength = 32;
    private const int WordsPerMeasurement = 4096;

    // What was learned before is not to be forgotten for a few labels.
    private const double BodyRate = 0.1;

    private readonly TrainingJob job;
    private readonly WordNetwork network;
    private readonly LabelledChunks set;
    private readonly LabelledChunks validation;
    private readonly int wordsPerBatch;
    private readonly double meanWeight;

    /// <summary>Prepares a training; the network is trained in place and stays the caller's.</summary>
    public ClassifierTrainer(
        TrainingJob job, LabelledDataset labels, Vocabulary vocabulary, WordNetwork network, int[] sizes)
    {
        this.job = job;
        this.network = network;
        var shape = network.ReadingShape(sizes.Length);
        var map = VocabularyFitting.Map(job.Corpus, vocabulary);
        var counted = LabelledChunks.Of(labels, job.Split.Fit, Ids, shape);
        var weights = ClassWeights.Of(counted.Totals());
        set = counted.Times(weights);
        validation = LabelledChunks.Of(labels, job.Split.Validation, Ids, shape with { Repeats = false })
            .Times(weights);
        meanWeight = set.Totals().Sum() / set.Pieces.Sum(shape.Words);
        wordsPerBatch = job.Options.BatchSize * Math.Min(TypicalLength, shape.MaxLength);
        Validation =
        [
            .. job.Split.Validation.Select(conversation => VocabularyFitting.Encode(job.Corpus, map, conversation)),
        ];

        int[] Ids(int conversation) => Chunks.ToNetwork(VocabularyFitting.Encode(job.Corpus, map, conversation), sizes);
    }

    /// <summary>Conversations kept from fitting, as ids of the vocabulary.</summary>
    public IReadOnlyList<int[]> Validation { get; }

    /// <summary>Trains the network.</summary>
    /// <inheritdoc cref="EpochTrainer.Run"/>
    public (IReadOnlyList<TrainingEpoch> History, int BestEpoch) Run(
        IProgress<TrainingProgress>? progress, CancellationToken cancellation) =>
        WordBatchSteps.Train(job, network, this, progress, cancellation);

    /// <inheritdoc/>
    public int Members => set.Pieces.Length;

    /// <inheritdoc/>
    public long Words(int[] members) => members.Sum(index => (long)set.Shape.Words(set.Pieces[index]));

    /// <inheritdoc/>
    public Func<string, double>? RateShare =>
        job.Origin is null ? null : name => WordNetworks.IsHead(name) ? 1 : BodyRate;

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
        var pieces = members.Select(index => set.Pieces[index]).ToArray();
        var dropout = job.Spec.OptionsOf<WordNetworkOptions>().Dropout;
        if (dropout > 0) pieces = WordDropout.Of(pieces, dropout, (int)seed);
        var judged = RandomLock.Run(seed, () => Judge(set, members, pieces), network.Device);
        tally = judged.AddTo;
        return judged.Sum / (words * meanWeight);
    }

    /// <inheritdoc/>
    public (double Loss, double Accuracy, double Cost) Validate(CancellationToken cancellation)
    {
        using var quiet = no_grad();
        var tally = new LossAccumulator(1);
        foreach (var members in WordBatch.Group(validation.Pieces, validation.Shape, WordsPerMeasurement))
        {
            cancellation.ThrowIfCancellationRequested();
            BatchSplitter.Run(network.Device, members, Measure);
        }

        return (tally.Loss, tally.Accuracy, tally.Loss);

        void Measure(int[] part)
        {
            using var scope = NewDisposeScope();
            Judge(validation, part, [.. part.Select(index => validation.Pieces[index])]).AddTo(tally);
        }
    }

    private JudgedBatch Judge(LabelledChunks from, int[] members, int[][] pieces)
    {
        var batch = WordBatch.Of(pieces, from.Shape);
        return JudgedBatch.Of(network.Read(batch)[0], from.Padded(members, batch.Length), network.Device);
    }
}
