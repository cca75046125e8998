using NetAnomaly.Core.Detection;
using NetAnomaly.Models.LanguageModels;
using NetAnomaly.Models.Networks;

namespace NetAnomaly.Models.Classifiers;

/// <summary>
/// Scores each flow by the surprisal of its being normal, −log p(normal) in nats. Each distinct piece is scored once. Thread-safe: one call at a
/// time runs.
/// </summary>
internal sealed class ClassifierDetector : IDetector
{
    private const int WordsPerBatch = 16384;
    private const int CachedNumbers = 8 << 20;

    private readonly Lock turn = new();
    private readonly WordNetwork network;
    private readonly Vocabulary vocabulary;
    private readonly int[] sizes;
    private readonly PieceShape shape;
    private readonly ScoreAggregation aggregate;
    private readonly Dictionary<int[], float[]> known = new(WordSequenceComparer.Instance);
    private long cached;

    /// <summary>Takes over a network, which it disposes.</summary>
    public ClassifierDetector(ModelSpec spec, Vocabulary vocabulary, IReadOnlyList<string> classes, WordNetwork network, int[] sizes)
    {
        this.network = network;
        this.vocabulary = vocabulary;
        this.sizes = sizes;
        aggregate = spec.Aggregate;
        shape = network.ReadingShape(sizes.Length);
        State = new DetectorState { Vocabulary = vocabulary, Classes = classes };
        Reasons = new ClassifierReasons();
        network.eval();
    }

    /// <inheritdoc/>
    public DetectorState State { get; }

    /// <inheritdoc/>
    public bool HasWeights => true;

    /// <inheritdoc/>
    public IReasonWriter Reasons { get; }

    /// <inheritdoc/>
    public IReadOnlyList<SequenceScore> Score(IReadOnlyList<FlowSequence> conversations, CancellationToken cancellation) =>
        Score(conversations.Select(vocabulary.Encode).ToArray(), cancellation);

    /// <summary>Scores of conversations given as ids of the vocabulary.</summary>
    public IReadOnlyList<SequenceScore> Score(IReadOnlyList<int[]> conversations, CancellationToken cancellation)
    {
        lock (turn)
        {
            var pieces = conversations.Select(ids => Pieces.Cut(LanguageModelDetector.ToNetwork(ids, sizes), shape).ToArray()).ToArray();
            ReadNew([.. pieces.SelectMany(cut => cut).Where(piece => !known.ContainsKey(piece)).Distinct(WordSequenceComparer.Instance)], cancellation);
            var scores = pieces.Select(cut => ToScore([.. cut.SelectMany(piece => known[piece])])).ToArray();
            if (cached > CachedNumbers)
            {
                known.Clear();
                cached = 0;
            }

            return scores;
        }
    }

    /// <inheritdoc/>
    public int[] Fingerprint(FlowSequence conversation) => vocabulary.Encode(conversation);

    /// <inheritdoc/>
    public void WriteWeights(Stream stream)
    {
        lock (turn)
        {
            using var scope = NewDisposeScope();
            Safetensors.Save(network.state_dict().ToDictionary(pair => pair.Key, pair => network.Device.Store(pair.Value)), stream);
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        lock (turn) network.Dispose();
    }

    private void ReadNew(int[][] pieces, CancellationToken cancellation)
    {
        using var quiet = no_grad();
        var classes = State.Classes.Count;
        foreach (var batch in WordBatch.Group(pieces, shape, WordsPerBatch))
        {
            cancellation.ThrowIfCancellationRequested();
            using var scope = NewDisposeScope();
            var words = WordBatch.Of([.. batch.Select(index => pieces[index])], shape);
            var likelihood = network.Device.Numbers(nn.functional.log_softmax(network.Device.Exactly(network.Read(words)[0]).reshape(-1, classes), 1));
            for (var row = 0; row < words.Pieces.Count; row++)
            {
                var piece = words.Pieces[row];
                var own = likelihood.AsSpan(row * words.Length * classes, shape.Words(piece) * classes).ToArray();
                known.Add(piece, own);
                cached += piece.Length + own.Length;
            }
        }
    }

    // From log p of each class, [position × classes + class].
    private SequenceScore ToScore(float[] likelihood)
    {
        var classes = State.Classes.Count;
        var values = new float[likelihood.Length / classes];
        var predicted = new string?[values.Length];
        var (sums, strangest) = (new double[classes], 0);
        for (var position = 0; position < values.Length; position++)
        {
            var own = likelihood.AsSpan(position * classes, classes);
            values[position] = Math.Max(0, -own[0]);
            if (values[position] > values[strangest]) strangest = position;
            predicted[position] = Name(own);
            for (var one = 0; one < classes; one++) sums[one] += Math.Exp(own[one]);
        }

        var whole = aggregate == ScoreAggregation.Max ? predicted[strangest] : Name<double>(sums);
        return new SequenceScore(values, 1) { Predicted = whole ?? State.Classes[0], PredictedFlows = predicted };
    }

    // The likeliest class; null for the normal one.
    private string? Name<T>(ReadOnlySpan<T> likelihood)
        where T : System.Numerics.INumber<T>
    {
        var likeliest = 0;
        for (var one = 1; one < likelihood.Length; one++)
        {
            if (likelihood[one] > likelihood[likeliest]) likeliest = one;
        }

        return likeliest == 0 ? null : State.Classes[likeliest];
    }
}
