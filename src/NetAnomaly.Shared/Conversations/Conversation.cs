using System.Globalization;
using NetAnomaly.Internal;

namespace NetAnomaly;

/// <summary>
/// One conversation: the flows of a group (by default a pair of addresses) in one window of time (by default a clock
/// hour, UTC), ordered by start time, each turned into a word with one factor per token scheme. Immutable.
/// </summary>
public sealed class Conversation
{
    private readonly string[][] words;
    private readonly FlowRecord[] flows;
    private readonly string? source;
    private readonly string? destination;

    /// <summary>Makes a conversation of flows that are already grouped and ordered.</summary>
    /// <param name="windowStart">Start of the window, UTC.</param>
    /// <param name="window">Length of the window.</param>
    /// <param name="groupBy">How the flows were grouped.</param>
    /// <param name="schemes">The token schemes, one per factor.</param>
    /// <param name="flows">The flows, by start time; at least one. Kept, not copied.</param>
    /// <param name="words">The words: [scheme][position]. Kept, not copied.</param>
    /// <exception cref="ArgumentException">There is no flow, or a factor has not one word per flow.</exception>
    public Conversation(
        DateTime windowStart, TimeSpan window, FlowGrouping groupBy, IReadOnlyList<TokenScheme> schemes,
        FlowRecord[] flows, string[][] words)
    {
        if (flows.Length == 0) throw new ArgumentException("A conversation has at least one flow.", nameof(flows));
        if (words.Length != schemes.Count || Array.Exists(words, factor => factor.Length != flows.Length))
        {
            throw new ArgumentException("There must be one word per flow for each scheme.", nameof(words));
        }

        WindowStart = windowStart;
        Window = window;
        GroupBy = groupBy;
        Schemes = schemes;
        this.flows = flows;
        this.words = words;
        source = groupBy == FlowGrouping.Destination ? null : flows[0].SourceAddress;
        destination = groupBy == FlowGrouping.Source ? null : flows[0].DestinationAddress;
    }

    private Conversation(
        DateTime windowStart, TimeSpan window, FlowGrouping groupBy, string? source, string? destination)
    {
        (WindowStart, Window, GroupBy) = (windowStart, window, groupBy);
        (Schemes, flows, words) = ([], [], []);
        (this.source, this.destination) = (source, destination);
    }

    /// <summary>
    /// What is left of a conversation that was written and read back without its flows. No model can score it.
    /// </summary>
    /// <param name="windowStart">Start of the window, UTC.</param>
    /// <param name="window">Length of the window.</param>
    /// <param name="groupBy">How the flows were grouped.</param>
    /// <param name="sourceAddress">The address that opened the first flow.</param>
    /// <param name="destinationAddress">The address it was opened to.</param>
    public static Conversation WithoutFlows(
        DateTime windowStart, TimeSpan window, FlowGrouping groupBy, string? sourceAddress,
        string? destinationAddress) => new(windowStart, window, groupBy, sourceAddress, destinationAddress);

    /// <summary>Start of the window, UTC.</summary>
    public DateTime WindowStart { get; }

    /// <summary>Length of the window.</summary>
    public TimeSpan Window { get; }

    /// <summary>How the flows were grouped.</summary>
    public FlowGrouping GroupBy { get; }

    /// <summary>The address that opened the first flow; <see langword="null"/> when grouped by destination.</summary>
    public string? SourceAddress => source;

    /// <summary>The address it was opened to; <see langword="null"/> when grouped by source.</summary>
    public string? DestinationAddress => destination;

    /// <summary>The token schemes, one per factor of a word.</summary>
    public IReadOnlyList<TokenScheme> Schemes { get; }

    /// <summary>How many flows (and words) it has.</summary>
    public int FlowCount => flows.Length;

    /// <summary>The flows, by start time.</summary>
    public IReadOnlyList<FlowRecord> Flows => flows;

    /// <summary>The words as text, factors joined by <c>|</c>: <c>t12|443</c>.</summary>
    public IReadOnlyList<string> Tokens => Indexable.Of(
        words.Length == 1
            ? words[0]
            : Enumerable.Range(0, flows.Length).Select(
                position => string.Join('|', words.Select(factor => factor[position]))).ToArray());

    /// <summary>The distinct labels of its flows, in order of appearance; empty where there are none.</summary>
    public IReadOnlyList<string> Labels => Indexable.Of(
        flows.Select(flow => flow.Label).OfType<string>().Distinct(StringComparer.Ordinal).ToArray());

    /// <summary>The words of one factor, one per flow.</summary>
    /// <param name="scheme">The factor's index in <see cref="Schemes"/>.</param>
    public ReadOnlySpan<string> Words(int scheme) => words[scheme];

    /// <summary>The same conversation with some of its factors.</summary>
    /// <param name="factors">Indices in <see cref="Schemes"/>.</param>
    internal Conversation WithFactors(ReadOnlySpan<int> factors)
    {
        var chosenSchemes = new TokenScheme[factors.Length];
        var chosenWords = new string[factors.Length][];
        for (var i = 0; i < factors.Length; i++)
            (chosenSchemes[i], chosenWords[i]) = (Schemes[factors[i]], words[factors[i]]);
        return new Conversation(WindowStart, Window, GroupBy, chosenSchemes, flows, chosenWords);
    }

    /// <summary>A conversation on one line: <c>2011-08-16 10:00Z 10.0.0.1 &lt;-> 10.0.0.2: 12 flows</c>.</summary>
    public override string ToString() => VisibleText.Of(string.Create(
        CultureInfo.InvariantCulture,
        $"{WindowStart:yyyy-MM-dd HH:mm}Z {SourceAddress ?? "*"} {(GroupBy == FlowGrouping.Dyad ? "<->" : "->")} "
            + $"{DestinationAddress ?? "*"}: {FlowCount} {(FlowCount == 1 ? "flow" : "flows")}"));
}
