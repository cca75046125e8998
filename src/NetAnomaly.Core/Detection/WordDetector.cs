namespace NetAnomaly.Core.Detection;

/// <summary>A detector that sees the words of conversations and nothing else: the surprisal of each, −log p in nats.</summary>
public abstract class WordDetector : IDetector
{
    private readonly WordReasons reasons;

    /// <summary>A detector of the given words.</summary>
    protected WordDetector(Vocabulary vocabulary)
    {
        Vocabulary = vocabulary;
        State = DetectorState.Of(vocabulary);
        reasons = new WordReasons(vocabulary);
    }

    /// <summary>The words it knows.</summary>
    public Vocabulary Vocabulary { get; }

    /// <inheritdoc/>
    public DetectorState State { get; }

    /// <inheritdoc/>
    public IReasonWriter Reasons => reasons;

    /// <inheritdoc/>
    public abstract bool HasWeights { get; }

    /// <summary>Surprisals of many conversations.</summary>
    /// <param name="conversations">Each as ids of <see cref="Vocabulary"/>, position-major: [position × factors + factor].</param>
    /// <param name="cancellation">Checked between batches.</param>
    /// <returns>For each conversation its surprisals, −log p in nats, laid out as its ids.</returns>
    public abstract IReadOnlyList<float[]> Score(IReadOnlyList<int[]> conversations, CancellationToken cancellation);

    /// <inheritdoc/>
    public IReadOnlyList<SequenceScore> Score(IReadOnlyList<FlowSequence> conversations, CancellationToken cancellation)
    {
        var ids = new int[conversations.Count][];
        for (var i = 0; i < ids.Length; i++) ids[i] = Vocabulary.Encode(conversations[i]);
        var surprisals = Score(ids, cancellation);
        var scores = new SequenceScore[ids.Length];
        for (var i = 0; i < ids.Length; i++) scores[i] = new SequenceScore(surprisals[i], Vocabulary.Factors.Count);
        return scores;
    }

    /// <summary>The vectors of a factor's words; <see langword="null"/> where the detector has none.</summary>
    /// <param name="factor">The factor's index.</param>
    public virtual WordEmbedding? Embedding(int factor) => null;

    /// <inheritdoc/>
    public int[] Fingerprint(FlowSequence conversation) => Vocabulary.Encode(conversation);

    /// <inheritdoc/>
    public abstract void WriteWeights(Stream stream);

    /// <inheritdoc/>
    public void Dispose()
    {
        Dispose(disposing: true);
        GC.SuppressFinalize(this);
    }

    /// <summary>Frees what the detector holds.</summary>
    protected virtual void Dispose(bool disposing)
    {
    }
}
