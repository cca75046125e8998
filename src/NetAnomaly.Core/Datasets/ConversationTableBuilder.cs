using System.IO.Enumeration;
using NetAnomaly.Core.Features;
using NetAnomaly.Core.Tokens;
using NetAnomaly.Internal;

namespace NetAnomaly.Core.Datasets;

/// <summary>Gathers conversations for training, keeping only numbers of them. Not thread-safe.</summary>
public sealed class ConversationTableBuilder
{
    private readonly IReadOnlyList<TokenScheme> schemes;
    private readonly IReadOnlyList<string> excludeLabels;
    private readonly Dictionary<string, int>[] wordIds;
    private readonly Dictionary<string, int> hostIds = new(StringComparer.Ordinal);
    private readonly Dictionary<string, bool> excludedLabels = new(StringComparer.Ordinal);
    private readonly List<int> words = [];
    private readonly Dictionary<string, int> labelIds = new(StringComparer.Ordinal);
    private readonly List<int> hosts = [];
    private readonly List<int> destinations = [];
    private readonly Dictionary<string, int> serviceIds = new(StringComparer.Ordinal);
    private readonly List<int> services = [];
    private readonly List<float> regularities = [];
    private readonly List<int> labels = [];
    private readonly FeatureTableBuilder? features;
    private readonly List<long> windowTicks = [];
    private readonly List<int> starts = [0];
    private FlowGrouping groupBy;
    private TimeSpan window;
    private long excluded;

    /// <summary>An empty corpus of the given schemes.</summary>
    /// <param name="schemes">The token schemes of the model.</param>
    /// <param name="excludeLabels">Conversations with a flow whose label is like one of these are left out (<c>*</c>, <c>?</c>, case ignored).</param>
    /// <param name="withFeatures">Whether features of the flows are gathered too, for detectors that see them.</param>
    public ConversationTableBuilder(IReadOnlyList<TokenScheme> schemes, IReadOnlyList<string> excludeLabels, bool withFeatures = false)
    {
        features = withFeatures ? new FeatureTableBuilder() : null;
        this.schemes = schemes;
        this.excludeLabels = excludeLabels;
        wordIds = [.. schemes.Select(_ => new Dictionary<string, int>(StringComparer.Ordinal))];
    }

    /// <summary>Conversations gathered.</summary>
    public int Count => windowTicks.Count;

    /// <summary>Conversations left out for their labels.</summary>
    public long Excluded => excluded;

    /// <summary>Takes one conversation.</summary>
    /// <returns>Whether it will be trained on; false where a label leaves it out.</returns>
    /// <exception cref="ArgumentException">It was made with other token schemes, or grouped otherwise than those before it, or its flows have other feature columns.</exception>
    public bool Add(Conversation sequence)
    {
        if (!sequence.Schemes.SequenceEqual(schemes))
        {
            throw new ArgumentException(
                $"The conversation was made with the token schemes {string.Join(", ", sequence.Schemes)}; the model wants {string.Join(", ", schemes)}.", nameof(sequence));
        }

        if (Count > 0 && (sequence.GroupBy != groupBy || sequence.Window != window))
        {
            throw new ArgumentException(
                $"The conversation was grouped by {sequence.GroupBy} in a window of {sequence.Window.TotalHours:0} h; those before it by {groupBy} in {window.TotalHours:0} h.", nameof(sequence));
        }

        if (excludeLabels.Count > 0 && sequence.Flows.Any(flow => flow.Label is { } label && IsExcluded(label)))
        {
            excluded++;
            return false;
        }

        AddFeatures(sequence);
        for (var position = 0; position < sequence.FlowCount; position++)
        {
            for (var factor = 0; factor < wordIds.Length; factor++) words.Add(Number(wordIds[factor], sequence.Words(factor)[position]));
            var flow = sequence.Flows[position];
            hosts.Add(Number(hostIds, flow.SourceAddress));
            labels.Add(flow.Label is { } label ? Number(labelIds, label) : -1);
        }

        destinations.Add(Number(hostIds, sequence.Flows[0].DestinationAddress));
        services.Add(Number(serviceIds, ServicePort.Instance.Word(sequence.Flows[0])));
        regularities.Add(Regularity.Of(sequence.Flows));
        groupBy = sequence.GroupBy;
        window = sequence.Window;
        windowTicks.Add(sequence.WindowStart.Ticks);
        starts.Add(hosts.Count);
        return true;
    }

    /// <summary>The corpus, ordered by window.</summary>
    public ConversationTable Build()
    {
        var texts = wordIds.Select(Texts).ToArray();
        var table = Count > 0 ? features?.Build() : null;
        long[] hostKeys = [.. Texts(hostIds).Select(StableHash.OfAddress)];
        if (IsOrdered())
        {
            return new ConversationTable(schemes, groupBy, texts, [.. words], [.. hosts], [.. windowTicks], [.. starts], window, excluded, Texts(labelIds), [.. labels], table, null)
            {
                Destinations = [.. destinations], HostKeys = hostKeys, Regularities = [.. regularities],
                ServiceTexts = Texts(serviceIds), Services = [.. services],
            };
        }

        var order = Enumerable.Range(0, Count).OrderBy(conversation => windowTicks[conversation]).ToArray();
        var orderedStarts = new int[Count + 1];
        var orderedWords = new List<int>(words.Count);
        var orderedHosts = new List<int>(hosts.Count);
        var orderedLabels = new List<int>(labels.Count);
        for (var rank = 0; rank < order.Length; rank++)
        {
            var (from, to) = (starts[order[rank]], starts[order[rank] + 1]);
            orderedWords.AddRange(words.GetRange(from * schemes.Count, (to - from) * schemes.Count));
            orderedHosts.AddRange(hosts.GetRange(from, to - from));
            orderedLabels.AddRange(labels.GetRange(from, to - from));
            orderedStarts[rank + 1] = orderedHosts.Count;
        }

        return new ConversationTable(
            schemes, groupBy, texts, [.. orderedWords], [.. orderedHosts], [.. order.Select(conversation => windowTicks[conversation])], orderedStarts, window, excluded,
            Texts(labelIds), [.. orderedLabels], table, [.. order.Select(conversation => starts[conversation])])
        {
            Destinations = [.. order.Select(conversation => destinations[conversation])],
            HostKeys = hostKeys,
            Regularities = [.. order.Select(conversation => regularities[conversation])],
            ServiceTexts = Texts(serviceIds),
            Services = [.. order.Select(conversation => services[conversation])],
        };
    }

    // All flows of a conversation or none, so that the rows stay those of the flows gathered.
    private void AddFeatures(Conversation sequence)
    {
        if (features is null) return;
        features.CheckFits(sequence.Flows);
        foreach (var flow in sequence.Flows) features.Add(flow);
    }

    private static IReadOnlyList<string> Texts(Dictionary<string, int> table) => [.. table.OrderBy(pair => pair.Value).Select(pair => pair.Key)];

    private static int Number(Dictionary<string, int> table, string text)
    {
        if (table.TryGetValue(text, out var number)) return number;
        number = table.Count;
        table.Add(text, number);
        return number;
    }

    private bool IsOrdered()
    {
        for (var i = 1; i < windowTicks.Count; i++)
        {
            if (windowTicks[i] < windowTicks[i - 1]) return false;
        }

        return true;
    }

    private bool IsExcluded(string label)
    {
        if (excludedLabels.TryGetValue(label, out var known)) return known;
        var like = excludeLabels.Any(pattern => FileSystemName.MatchesSimpleExpression(pattern, label, ignoreCase: true));
        excludedLabels.Add(label, like);
        return like;
    }
}
