using NetAnomaly.Core.Tokens;
namespace NetAnomaly.Core.Detection;

/// <summary>
/// A detector that sees the words of conversations and nothing else: the surprisal of each, −log p in nats.
/// </summary>
internal abstract class TokenDetector : IDetector, IWordEmbeddings
{
    /// <summary>Expected words that are named at most.</summary>
    protected const int MostExpected = 3;

    private readonly WordReasons reasons;
    private readonly Lazy<IReadOnlyList<ExpectedWord>>[] usualWords;

    /// <summary>A detector of the given words.</summary>
    /// <param name="vocabulary">The words.</param>
    /// <param name="countBy">By which of their counts a word is rare.</param>
    protected TokenDetector(Vocabulary vocabulary, TokenCounting countBy = TokenCounting.Flow)
    {
        Vocabulary = vocabulary;
        CountBy = countBy;
        State = DetectorState.Of(vocabulary);
        usualWords =
        [
            .. vocabulary.Factors.Select(
                factor => new Lazy<IReadOnlyList<ExpectedWord>>(
                    () => TokenStatistics.MostUsed(factor, countBy, MostExpected))),
        ];
        reasons = new WordReasons(
            vocabulary, [.. vocabulary.Factors.Select(factor => TokenStatistics.Usual(factor, countBy))], Expected);
    }

    /// <summary>By which of their counts a word is rare.</summary>
    protected TokenCounting CountBy { get; }

    /// <inheritdoc/>
    public Vocabulary Vocabulary { get; }

    /// <inheritdoc/>
    public DetectorState State { get; }

    /// <inheritdoc/>
    public IExplainer Reasons => reasons;

    /// <inheritdoc/>
    public abstract bool HasWeights { get; }

    /// <inheritdoc/>
    public virtual int BatchSize => IDetector.UsualBatch;

    /// <summary>Surprisals of many conversations.</summary>
    /// <param name="conversations">Each as ids of <see cref="Vocabulary"/>, position-major: [position × factors +
    /// factor].</param>
    /// <param name="cancellation">Checked between batches.</param>
    /// <returns>For each conversation its surprisals, −log p in nats, laid out as its ids.</returns>
    public abstract IReadOnlyList<float[]> Score(IReadOnlyList<int[]> conversations, CancellationToken cancellation);

    /// <inheritdoc/>
    public IReadOnlyList<ConversationScore> Score(
        IReadOnlyList<Conversation> conversations, CancellationToken cancellation)
    {
        var surprisals = Score(Vocabulary.Encode(conversations), cancellation);
        var scores = new ConversationScore[surprisals.Count];
        for (var i = 0; i < scores.Length; i++)
            scores[i] = new ConversationScore(surprisals[i], Vocabulary.Factors.Count);
        return scores;
    }

    /// <inheritdoc/>
    public virtual WordEmbedding? Embedding(int factor) => null;

    /// <summary>
    /// The words held likeliest at some place, likeliest first; by default those that training used most.
    /// </summary>
    /// <param name="conversation">The conversation.</param>
    /// <param name="position">Which of its flows.</param>
    /// <param name="factor">Which factor of the word.</param>
    /// <returns>At most three; empty where the detector has been disposed and needs what it held.</returns>
    public virtual IReadOnlyList<ExpectedWord> Expected(Conversation conversation, int position, int factor) =>
        usualWords[factor].Value;

    /// <inheritdoc/>
    public int[] Fingerprint(Conversation conversation) => Vocabulary.Encode(conversation);

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
