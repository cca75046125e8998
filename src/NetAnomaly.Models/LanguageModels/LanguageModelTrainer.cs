using System.Diagnostics;
using NetAnomaly.Core.Detection;
using NetAnomaly.Models.Networks;

namespace NetAnomaly.Models.LanguageModels;

/// <summary>
/// Trains a network to predict the next word: AdamW, cosine schedule, clipped gradients, the best epoch by validation loss kept.
/// Identical pieces are learnt once, weighted by how often they occur.
/// </summary>
internal sealed class LanguageModelTrainer
{
    // A batch holds as many words as so many pieces of this length, so that short pieces come many at a time.
    private const int TypicalLength = 32;
    private const double FinalRate = 0.05;

    private readonly TrainingJob job;
    private readonly WordNetwork network;
    private readonly int[] sizes;
    private readonly int[][] pieces;
    private readonly float[] weights;
    private readonly int[][] held;
    private readonly Random shuffle;

    /// <summary>Prepares a training; the network is trained in place and stays the caller's.</summary>
    public LanguageModelTrainer(TrainingJob job, Vocabulary vocabulary, WordNetwork network, int[] sizes)
    {
        this.job = job;
        this.network = network;
        this.sizes = sizes;
        var map = VocabularyFitting.Map(job.Corpus, vocabulary);
        (pieces, weights) = Distinct(job.Split.Fit.Select(conversation => VocabularyFitting.Encode(job.Corpus, map, conversation)));
        held = [.. job.Split.Held.Select(conversation => VocabularyFitting.Encode(job.Corpus, map, conversation))];
        shuffle = new Random(job.Spec.Seed);
    }

    /// <summary>Conversations kept from fitting, as ids.</summary>
    public IReadOnlyList<int[]> Held => held;

    /// <summary>Trains.</summary>
    /// <returns>The history and the epoch whose weights the network now has.</returns>
    public (IReadOnlyList<TrainingEpoch> History, int BestEpoch) Run(IProgress<TrainingProgress>? progress, CancellationToken cancellation)
    {
        var options = job.Options;
        var history = new List<TrainingEpoch>();
        var batches = WordBatch.Group(pieces, sizes.Length, options.BatchSize * TypicalLength).ToArray();
        var pace = new TrainingPace(options.Epochs, batches.Sum(batch => (long)batch.Length), progress);
        using var best = new WeightSnapshot(network);
        using var optimizer = optim.AdamW(network.parameters(), lr: options.LearningRate, weight_decay: options.WeightDecay);
        var validation = new ValidationSet(held, sizes);
        for (var epoch = 1; epoch <= options.Epochs; epoch++)
        {
            var clock = Stopwatch.StartNew();
            network.train();
            shuffle.Shuffle(batches);
            double loss = 0, words = 0;
            for (var at = 0; at < batches.Length; at++)
            {
                cancellation.ThrowIfCancellationRequested();
                SetRate(optimizer, options.LearningRate, (epoch - 1 + ((double)at / batches.Length)) / options.Epochs);
                var (stepLoss, stepWords) = Step(optimizer, batches[at]);
                loss += stepLoss;
                words += stepWords;
                pace.Report(epoch, batches[at].Length, loss / words);
            }

            network.eval();
            var (heldLoss, accuracy) = validation.Measure(network, cancellation);
            history.Add(new TrainingEpoch(epoch, loss / words, heldLoss, accuracy, clock.Elapsed));
            best.Offer(epoch, heldLoss);
        }

        return (history, best.Restore());
    }

    private static void SetRate(optim.Optimizer optimizer, double peak, double done)
    {
        var rate = peak * (FinalRate + ((1 - FinalRate) * 0.5 * (1 + Math.Cos(Math.PI * done))));
        foreach (var group in optimizer.ParamGroups) group.LearningRate = rate;
    }

    private (double Loss, double Words) Step(optim.Optimizer optimizer, int[] members)
    {
        using var scope = NewDisposeScope();
        var batch = WordBatch.Of([.. members.Select(index => pieces[index])], sizes.Length);
        var (perWord, total) = WordWeights(batch, members);
        optimizer.zero_grad();
        var surprisals = WordNetworkLoss.Surprisals(network, batch);
        var sum = (surprisals[0] * perWord).sum();
        for (var factor = 1; factor < surprisals.Length; factor++) sum = sum + (surprisals[factor] * perWord).sum();
        var loss = sum / total;
        loss.backward();
        nn.utils.clip_grad_norm_(network.parameters(), job.Options.GradientClip);
        optimizer.step();
        return (loss.item<float>() * total, total);
    }

    // The weight of each word's piece, (pieces × length), and the sum over words that are not padding.
    private (Tensor Weights, double Total) WordWeights(WordBatch batch, int[] members)
    {
        var perWord = new float[members.Length * batch.Length];
        double total = 0;
        for (var row = 0; row < members.Length; row++)
        {
            var words = (batch.Pieces[row].Length / sizes.Length) - 1;
            perWord.AsSpan(row * batch.Length, words).Fill(weights[members[row]]);
            total += (double)words * weights[members[row]];
        }

        return (tensor(perWord), total);
    }

    private (int[][] Pieces, float[] Weights) Distinct(IEnumerable<int[]> conversations)
    {
        var counts = new Dictionary<int[], int>(WordSequenceComparer.Instance);
        foreach (var piece in conversations.SelectMany(ids => Pieces.Cut(LanguageModelDetector.ToNetwork(ids, sizes), sizes.Length)))
        {
            counts[piece] = counts.GetValueOrDefault(piece) + 1;
        }

        return ([.. counts.Keys], [.. counts.Values.Select(count => (float)count)]);
    }
}
