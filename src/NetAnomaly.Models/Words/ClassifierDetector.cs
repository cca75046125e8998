using NetAnomaly.Core.Detection;
using NetAnomaly.Core.Tokens;
using NetAnomaly.Models.Devices;
using NetAnomaly.Models.Networks;

namespace NetAnomaly.Models.Words;

/// <summary>
/// Scores each flow by the surprisal of its being normal, −log p(normal) in nats. Each distinct piece is scored once.
/// Thread-safe: one call at a time runs.
/// </summary>
internal sealed class ClassifierDetector : IDetector, IWordEmbeddings
{
    private const int LeastWords = 64;
    private const int MostWords = 16384;
    private const int CachedNumbers = 8 << 20;

    private readonly Lock turn = new();
    private readonly WordNetwork network;
    private readonly int[] sizes;
    private readonly ChunkShape shape;
    private readonly ScoreAggregation aggregate;
    private int wordsPerBatch;
    private readonly Dictionary<int[], float[]> known = new(IntSequenceComparer.Instance);
    private long cached;

    /// <summary>Takes over a network, which it disposes.</summary>
    public ClassifierDetector(
        ModelSpec spec, Vocabulary vocabulary, IReadOnlyList<string> classes, WordNetwork network, int[] sizes)
    {
        this.network = network;
        Vocabulary = vocabulary;
        this.sizes = sizes;
        aggregate = spec.Aggregate;
        shape = network.ReadingShape(sizes.Length);
        State = new DetectorState { Vocabulary = vocabulary, Classes = classes };
        Reasons = new ClassifierReasons();
        wordsPerBatch = network.Device.TokensPerBatch(BytesPerWord(spec, classes.Count), MostWords);
        network.eval();
    }

    /// <inheritdoc/>
    public Vocabulary Vocabulary { get; }

    /// <inheritdoc/>
    public DetectorState State { get; }

    /// <inheritdoc/>
    public bool HasWeights => true;

    /// <inheritdoc/>
    public int BatchSize => WordBatch.Conversations(wordsPerBatch);

    /// <inheritdoc/>
    public IExplainer Reasons { get; }

    /// <inheritdoc/>
    public IReadOnlyList<ConversationScore> Score(
        IReadOnlyList<Conversation> conversations, CancellationToken cancellation) =>
        Score(Vocabulary.Encode(conversations), cancellation);

    /// <summary>Scores of conversations given as ids of the vocabulary.</summary>
    public IReadOnlyList<ConversationScore> Score(IReadOnlyList<int[]> conversations, CancellationToken cancellation)
    {
        lock (turn)
        {
            var pieces = Chunks.Cut(conversations, sizes, shape);
            ReadNew(
                [
                    .. pieces.SelectMany(cut => cut).Where(piece => !known.ContainsKey(piece))
                    .Distinct(IntSequenceComparer.Instance),
                ], cancellation);
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
    public int[] Fingerprint(Conversation conversation) => Vocabulary.Encode(conversation);

    /// <inheritdoc/>
    public WordEmbedding? Embedding(int factor)
    {
        lock (turn) return WordEmbeddings.Read(network, factor);
    }

    /// <inheritdoc/>
    public void WriteWeights(Stream stream)
    {
        lock (turn)
        {
            using var scope = NewDisposeScope();
            Safetensors.Save(
                network.state_dict().ToDictionary(pair => pair.Key, pair => network.Device.ToHost(pair.Value)), stream);
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
        foreach (var batch in WordBatch.Group(pieces, shape, wordsPerBatch))
        {
            cancellation.ThrowIfCancellationRequested();
            var wasTooMuch = !BatchSplitter.Run(
                network.Device, [.. batch.Select(index => pieces[index])], ReadTogether);
            if (wasTooMuch) wordsPerBatch = Math.Max(LeastWords, wordsPerBatch / 2);
        }
    }

    private void ReadTogether(int[][] members)
    {
        using var scope = NewDisposeScope();
        var classes = State.Classes.Count;
        var words = WordBatch.Of(members, shape);
        var logits = network.Device.ToFloat32(network.Read(words)[0]).reshape(-1, classes);
        var likelihood = network.Device.ToFloats(nn.functional.log_softmax(logits, 1));
        for (var row = 0; row < members.Length; row++)
        {
            var own = likelihood.AsSpan(row * words.Length * classes, shape.Words(members[row]) * classes).ToArray();
            known[members[row]] = own;
            cached += members[row].Length + own.Length;
        }
    }

    // Logits and what lies between the layers: a generous guess, to stay within a GPU's memory. A network with a window
    // works on all of it for each word.
    private long BytesPerWord(ModelSpec spec, int classes) =>
        sizeof(float) * (1L + shape.Context) * (classes + WordNetworks.Activations(spec));

    // From log p of each class, [position × classes + class].
    private ConversationScore ToScore(float[] likelihood)
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
        return new ConversationScore(values, 1) { Predicted = whole ?? State.Classes[0], PredictedFlows = predicted };
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
