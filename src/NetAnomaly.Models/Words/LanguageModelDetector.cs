using NetAnomaly.Core.Detection;
using NetAnomaly.Core.Detectors.Frequency;
using NetAnomaly.Core.Tokens;
using NetAnomaly.Models.Devices;
using NetAnomaly.Models.Networks;

namespace NetAnomaly.Models.Words;

/// <summary>
/// Scores conversations by the surprisal of their words under a network. Each distinct piece is scored once.
/// Thread-safe: one call at a time runs.
/// </summary>
internal sealed class LanguageModelDetector : TokenDetector
{
    // Bounds the logits of one batch to 32 MiB per factor.
    private const int LogitsPerBatch = 8 << 20;
    private const int LeastWords = 64;
    private const int MostWords = 16384;
    private const int CachedNumbers = 8 << 20;

    private readonly Lock turn = new();
    private readonly WordNetwork network;
    private readonly int[] sizes;
    private readonly TokenFrequencyDetector? rarity;
    private readonly ChunkShape shape;
    private int wordsPerBatch;
    private readonly Dictionary<int[], float[]> known = new(IntSequenceComparer.Instance);
    private long cached;
    private bool disposed;

    /// <summary>Takes over a network, which it disposes.</summary>
    public LanguageModelDetector(ModelSpec spec, Vocabulary vocabulary, WordNetwork network, int[] sizes)
        : base(vocabulary)
    {
        this.network = network;
        this.sizes = sizes;
        shape = network.Shape(sizes.Length);
        var options = spec.OptionsOf<WordNetworkOptions>();
        rarity = options.RarityFloor ? new TokenFrequencyDetector(vocabulary, options.CountBy) : null;
        wordsPerBatch = network.Device.TokensPerBatch(
            BytesPerWord(spec, sizes), Math.Clamp(LogitsPerBatch / sizes.Max(), LeastWords, MostWords));
        network.eval();
    }

    /// <inheritdoc/>
    public override bool HasWeights => true;

    /// <inheritdoc/>
    public override int BatchSize => WordBatch.Conversations(wordsPerBatch);

    /// <inheritdoc/>
    public override IReadOnlyList<float[]> Score(IReadOnlyList<int[]> conversations, CancellationToken cancellation)
    {
        lock (turn)
        {
            var pieces = Chunks.Cut(conversations, sizes, shape);
            ScoreNew(
                pieces.SelectMany(cut => cut).Where(piece => !known.ContainsKey(piece))
                    .Distinct(IntSequenceComparer.Instance).ToArray(), cancellation);
            var scores = pieces.Select(
                cut => cut.Length == 1 ? known[cut[0]] : [.. cut.SelectMany(piece => known[piece])]).ToArray();
            if (cached > CachedNumbers)
            {
                known.Clear();
                cached = 0;
            }

            return rarity is null ? scores : [.. scores.Zip(rarity.Score(conversations, cancellation), Larger)];
        }
    }

    /// <inheritdoc/>
    public override IReadOnlyList<ExpectedWord> Expected(Conversation conversation, int position, int factor)
    {
        lock (turn)
        {
            if (disposed) return [];
            using var quiet = no_grad();
            using var scope = NewDisposeScope();
            var piece = Chunks.Cut(Chunks.ToNetwork(Vocabulary.Encode(conversation), sizes), shape)
                .ElementAt(position / shape.MaxLength);
            var logits = network.Device.ToFloat32(network.Predict(WordBatch.Of([piece], shape))[factor]);
            var row = network.Device.ToFloats(nn.functional.log_softmax(logits.reshape(-1, logits.shape[2]), 1))
                .AsSpan((position % shape.MaxLength) * (int)logits.shape[2], (int)logits.shape[2]).ToArray();
            return Enumerable.Range(FactorVocabulary.UnknownId, row.Length - FactorVocabulary.UnknownId)
                .OrderByDescending(id => row[id])
                .Take(MostExpected)
                .Select(id => new ExpectedWord(Vocabulary.Factors[factor][id].Text, Math.Exp(row[id])))
                .ToArray();
        }
    }

    /// <inheritdoc/>
    public override void WriteWeights(Stream stream)
    {
        lock (turn)
        {
            using var scope = NewDisposeScope();
            Safetensors.Save(
                network.state_dict().ToDictionary(pair => pair.Key, pair => network.Device.ToHost(pair.Value)), stream);
        }
    }

    /// <inheritdoc/>
    public override WordEmbedding? Embedding(int factor)
    {
        lock (turn) return WordEmbeddings.Read(network, factor);
    }

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            lock (turn)
            {
                disposed = true;
                network.Dispose();
            }
        }

        base.Dispose(disposing);
    }

    private static float[] Larger(float[] surprisals, float[] floor)
    {
        var larger = new float[surprisals.Length];
        for (var i = 0; i < larger.Length; i++) larger[i] = Math.Max(surprisals[i], floor[i]);
        return larger;
    }

    private void ScoreNew(int[][] pieces, CancellationToken cancellation)
    {
        using var quiet = no_grad();
        foreach (var batch in WordBatch.Group(pieces, shape, wordsPerBatch))
        {
            cancellation.ThrowIfCancellationRequested();
            var wasTooMuch = !BatchSplitter.Run(
                network.Device, [.. batch.Select(index => pieces[index])], ScoreTogether);
            if (wasTooMuch) wordsPerBatch = Math.Max(LeastWords, wordsPerBatch / 2);
        }
    }

    private void ScoreTogether(int[][] members)
    {
        using var scope = network.Device.NewStep();
        var words = WordBatch.Of(members, shape);
        var surprisals = WordNetworkLoss.Surprisals(network, words).Select(network.Device.ToFloats).ToArray();
        for (var row = 0; row < members.Length; row++) Remember(members[row], surprisals, row * words.Length);
    }

    // Logits, their softmax and its sum, and what lies between the layers: a generous guess, to stay within a GPU's
    // memory.
    private static long BytesPerWord(ModelSpec spec, int[] sizes) =>
        sizeof(float) * ((3L * sizes.Sum()) + WordNetworks.Activations(spec));

    private void Remember(int[] piece, float[][] surprisals, int offset)
    {
        var scores = new float[shape.Words(piece) * shape.Factors];
        for (var i = 0; i < scores.Length; i++)
            scores[i] = surprisals[i % surprisals.Length][offset + (i / surprisals.Length)];
        known[piece] = scores;
        cached += piece.Length + scores.Length;
    }
}
