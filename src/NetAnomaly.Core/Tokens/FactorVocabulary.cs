namespace NetAnomaly.Core.Tokens;

/// <summary>The words of one factor, by falling frequency, behind the two reserved ones. Immutable.</summary>
internal sealed class FactorVocabulary
{
    /// <summary>Fills what is before the beginning and beyond the end of a conversation.</summary>
    public const string Pad = "<pad>";

    /// <summary>Stands for every word that training did not see.</summary>
    public const string Unknown = "<unk>";

    /// <summary>The id of <see cref="Pad"/>.</summary>
    public const int PadId = 0;

    /// <summary>The id of <see cref="Unknown"/>.</summary>
    public const int UnknownId = 1;

    /// <summary>How many ids are reserved: those of <see cref="Pad"/> and <see cref="Unknown"/>.</summary>
    public const int Reserved = 2;

    private readonly Dictionary<string, int> ids;
    private readonly VocabularyEntry[] words;

    /// <summary>A factor's words; those are numbered from 2 in the order given.</summary>
    /// <exception cref="ArgumentException">A word occurs twice, is reserved, or has a negative count.</exception>
    public FactorVocabulary(TokenScheme scheme, IEnumerable<VocabularyEntry> words)
    {
        Scheme = scheme;
        this.words = [new(Pad, 0, 0), new(Unknown, 0, 0), .. words];
        ids = new Dictionary<string, int>(this.words.Length, StringComparer.Ordinal);
        for (var id = 0; id < this.words.Length; id++)
        {
            var word = this.words[id];
            if (word.Flows < 0 || word.Hosts < 0 || word.HostWindows < 0)
                throw new ArgumentException($"The word '{word.Text}' has a negative count.", nameof(words));
            if (!ids.TryAdd(word.Text, id))
                throw new ArgumentException($"The word '{word.Text}' occurs twice.", nameof(words));
        }

        TotalFlows = this.words.Sum(word => word.Flows);
        TotalHosts = this.words.Sum(word => word.Hosts);
        TotalHostWindows = this.words.Sum(word => word.HostWindows);
    }

    /// <summary>The token scheme that makes these words.</summary>
    public TokenScheme Scheme { get; }

    /// <summary>How many ids there are, the reserved two included.</summary>
    public int Size => words.Length;

    /// <summary>The words without the reserved two.</summary>
    public IEnumerable<VocabularyEntry> Words => words.Skip(Reserved);

    /// <summary>Flows counted over all words.</summary>
    public long TotalFlows { get; }

    /// <summary>Pairs of word and source address counted over all words.</summary>
    public long TotalHosts { get; }

    /// <summary>Triples of word, source address and window counted over all words.</summary>
    public long TotalHostWindows { get; }

    /// <summary>The word of an id.</summary>
    public VocabularyEntry this[int id] => words[id];

    /// <summary>Whether training saw a word.</summary>
    public bool Contains(string word) => Id(word) >= Reserved;

    /// <summary>The id of a word; that of <see cref="Unknown"/> where training did not see it.</summary>
    public int Id(string word) => ids.GetValueOrDefault(word, UnknownId);
}
