using NetAnomaly.Core.Features;
using NetAnomaly.Internal;

namespace NetAnomaly.Core.Datasets;

/// <summary>
/// The conversations that a model learns from, as numbers: 4 bytes per word and factor and 4 per flow for its source, so that ten million
/// flows fit in memory; 12 bytes per conversation for its destination, its service and the evenness of its intervals. Ordered by window, then as they came. Made by <see cref="ConversationTableBuilder"/>; immutable.
/// </summary>
public sealed class ConversationTable
{
    private readonly int[] words;
    private readonly int[] hosts;
    private readonly long[] windowTicks;
    private readonly int[] starts;
    private readonly int[] labels;
    private readonly int[]? featureRows;

    internal ConversationTable(
        IReadOnlyList<TokenScheme> schemes, FlowGrouping groupBy, IReadOnlyList<IReadOnlyList<string>> texts, int[] words, int[] hosts, long[] windowTicks, int[] starts, TimeSpan window, long excluded,
        IReadOnlyList<string> labelTexts, int[] labels, FeatureTable? features, int[]? featureRows)
    {
        Schemes = schemes;
        GroupBy = groupBy;
        Texts = texts;
        this.words = words;
        this.hosts = hosts;
        this.windowTicks = windowTicks;
        this.starts = starts;
        Window = window;
        Excluded = excluded;
        LabelTexts = labelTexts;
        this.labels = labels;
        Features = features;
        this.featureRows = featureRows;
    }

    /// <summary>The token schemes, one per factor.</summary>
    public IReadOnlyList<TokenScheme> Schemes { get; }

    /// <summary>How the flows were grouped.</summary>
    public FlowGrouping GroupBy { get; }

    /// <summary>The text of every word: [factor][raw word].</summary>
    public IReadOnlyList<IReadOnlyList<string>> Texts { get; }

    /// <summary>Factors per word.</summary>
    public int Factors => Texts.Count;

    /// <summary>How many conversations there are.</summary>
    public int Count => windowTicks.Length;

    /// <summary>How many flows they have.</summary>
    public int Flows => hosts.Length;

    /// <summary>Length of a window.</summary>
    public TimeSpan Window { get; }

    /// <summary>Conversations that were left out for their labels.</summary>
    public long Excluded { get; }

    /// <summary>Flows of a conversation.</summary>
    public int Length(int conversation) => starts[conversation + 1] - starts[conversation];

    /// <summary>Raw words of a conversation: position-major, [position × factors + factor].</summary>
    public ReadOnlySpan<int> Words(int conversation) => words.AsSpan(starts[conversation] * Factors, Length(conversation) * Factors);

    /// <summary>Source of each flow of a conversation, as a number.</summary>
    public ReadOnlySpan<int> Hosts(int conversation) => hosts.AsSpan(starts[conversation], Length(conversation));

    /// <summary>The distinct labels of flows, by number.</summary>
    public IReadOnlyList<string> LabelTexts { get; }

    /// <summary>Label of each flow of a conversation, as an index of <see cref="LabelTexts"/>; −1 where it has none.</summary>
    public ReadOnlySpan<int> Labels(int conversation) => labels.AsSpan(starts[conversation], Length(conversation));

    /// <summary>Features of every flow; <see langword="null"/> where none were asked for.</summary>
    public FeatureTable? Features { get; }

    /// <summary>The row in <see cref="Features"/> of a conversation's first flow; those of the others follow it.</summary>
    public int FirstFeatureRow(int conversation) => featureRows?[conversation] ?? starts[conversation];

    /// <summary>Destination of a conversation's first flow, as a number of the same kind as <see cref="Hosts"/>.</summary>
    public int Destination(int conversation) => Destinations[conversation];

    /// <summary>The service of a conversation's first flow, as a word of <see cref="TokenScheme.ServicePort"/>.</summary>
    public string Service(int conversation) => ServiceTexts[Services[conversation]];

    /// <summary>A host's address as a stable number (<see cref="StableHash"/>); 0 for one that names no host.</summary>
    internal long HostKey(int host) => HostKeys[host];

    /// <summary>How even the intervals between a conversation's flows are (<see cref="Regularity"/>).</summary>
    internal float Regularity(int conversation) => Regularities[conversation];

    /// <summary>The first flow's destination: [conversation].</summary>
    internal int[] Destinations { private get; init; } = [];

    /// <summary>The addresses' stable numbers: [host].</summary>
    internal long[] HostKeys { private get; init; } = [];

    /// <summary>How even the intervals are: [conversation].</summary>
    internal float[] Regularities { private get; init; } = [];

    /// <summary>The distinct services of first flows.</summary>
    internal IReadOnlyList<string> ServiceTexts { private get; init; } = [];

    /// <summary>The first flow's service, as an index of <see cref="ServiceTexts"/>: [conversation].</summary>
    internal int[] Services { private get; init; } = [];

    /// <summary>The first conversations, and so the earliest.</summary>
    /// <param name="count">How many, at most <see cref="Count"/>.</param>
    internal ConversationTable First(int count)
    {
        var flows = starts[count];
        return new ConversationTable(
            Schemes, GroupBy, Texts, words[..(flows * Factors)], hosts[..flows], windowTicks[..count], starts[..(count + 1)], Window, Excluded, LabelTexts, labels[..flows], Features, featureRows?[..count])
        {
            Destinations = Destinations[..count], HostKeys = HostKeys, Regularities = Regularities[..count], ServiceTexts = ServiceTexts, Services = Services[..count],
        };
    }

    /// <summary>The same conversations with some of their factors: what a member of an ensemble sees.</summary>
    /// <exception cref="ArgumentException">The corpus has not all of the schemes.</exception>
    internal ConversationTable WithSchemes(IReadOnlyList<TokenScheme> schemes)
    {
        if (schemes.SequenceEqual(Schemes)) return this;
        var factors = schemes.Select(scheme => Schemes.ToList().IndexOf(scheme)).ToArray();
        if (Array.IndexOf(factors, -1) >= 0) throw new ArgumentException($"The conversations were not made with all of {string.Join(", ", schemes)}.", nameof(schemes));
        var chosen = new int[Flows * factors.Length];
        for (var flow = 0; flow < Flows; flow++)
        {
            for (var i = 0; i < factors.Length; i++) chosen[(flow * factors.Length) + i] = words[(flow * Factors) + factors[i]];
        }

        return new ConversationTable(
            schemes, GroupBy, [.. factors.Select(factor => Texts[factor])], chosen, hosts, windowTicks, starts, Window, Excluded, LabelTexts, labels, Features, featureRows)
        {
            Destinations = Destinations, HostKeys = HostKeys, Regularities = Regularities, ServiceTexts = ServiceTexts, Services = Services,
        };
    }

    /// <summary>Some of the conversations.</summary>
    /// <param name="conversations">Which, rising.</param>
    internal ConversationTable Subset(IReadOnlyList<int> conversations)
    {
        var chosenStarts = new int[conversations.Count + 1];
        for (var i = 0; i < conversations.Count; i++) chosenStarts[i + 1] = chosenStarts[i] + Length(conversations[i]);
        var (chosenWords, chosenHosts, chosenLabels) = (new int[chosenStarts[^1] * Factors], new int[chosenStarts[^1]], new int[chosenStarts[^1]]);
        for (var i = 0; i < conversations.Count; i++)
        {
            Words(conversations[i]).CopyTo(chosenWords.AsSpan(chosenStarts[i] * Factors));
            Hosts(conversations[i]).CopyTo(chosenHosts.AsSpan(chosenStarts[i]));
            Labels(conversations[i]).CopyTo(chosenLabels.AsSpan(chosenStarts[i]));
        }

        return new ConversationTable(
            Schemes, GroupBy, Texts, chosenWords, chosenHosts, [.. conversations.Select(conversation => windowTicks[conversation])], chosenStarts, Window, Excluded, LabelTexts, chosenLabels,
            Features, [.. conversations.Select(FirstFeatureRow)])
        {
            Destinations = [.. conversations.Select(Destination)], HostKeys = HostKeys, Regularities = [.. conversations.Select(Regularity)],
            ServiceTexts = ServiceTexts, Services = [.. conversations.Select(conversation => Services[conversation])],
        };
    }

    /// <summary>Start of a conversation's window, UTC.</summary>
    public DateTime WindowStart(int conversation) => new(windowTicks[conversation], DateTimeKind.Utc);
}
