using NetAnomaly.Internal;
using System.IO.Enumeration;
using NetAnomaly.Core.Features;
using NetAnomaly.Core.Tokens;

namespace NetAnomaly.Core.Datasets;

/// <summary>Gathers conversations for training, keeping only numbers of them. Not thread-safe.</summary>
internal sealed class ConversationTableBuilder
{
    private readonly IReadOnlyList<TokenScheme> schemes;
    private readonly IReadOnlyList<string> excludeLabels;
    private readonly TextNumbers[] tokenTexts;
    private readonly List<int>[] tokens;
    private readonly TextNumbers hostTexts = new();
    private readonly List<int> sources = [];
    private readonly List<int> destinations = [];
    private readonly TextNumbers serviceTexts = new();
    private readonly List<int> services = [];
    private readonly TextNumbers labelTexts = new();
    private readonly List<int> labels = [];
    private readonly List<float> regularities = [];
    private readonly List<ConversationTraffic> traffic = [];
    private readonly List<long> windows = [];
    private readonly List<int> starts = [0];
    private readonly FeatureTableBuilder? features;
    private readonly Dictionary<string, bool> excludedLabels = new(StringComparer.Ordinal);
    private FlowGrouping groupBy;
    private TimeSpan window;

    /// <summary>An empty table of the given schemes.</summary>
    /// <param name="schemes">The token schemes of the model.</param>
    /// <param name="excludeLabels">Conversations with a flow whose label is like one of these are left out (<c>*</c>,
    /// <c>?</c>, case ignored).</param>
    /// <param name="withFeatures">Whether features of the flows are gathered too, for detectors that see them.</param>
    public ConversationTableBuilder(
        IReadOnlyList<TokenScheme> schemes, IReadOnlyList<string> excludeLabels, bool withFeatures = false)
    {
        features = withFeatures ? new FeatureTableBuilder() : null;
        this.schemes = schemes;
        this.excludeLabels = excludeLabels;
        tokenTexts = [.. schemes.Select(_ => new TextNumbers())];
        tokens = [.. schemes.Select(_ => new List<int>())];
    }

    /// <summary>Conversations gathered.</summary>
    public int Count => windows.Count;

    /// <summary>Conversations left out for their labels.</summary>
    public long Excluded { get; private set; }

    /// <summary>Takes one conversation.</summary>
    /// <returns>Whether it will be trained on; false where a label leaves it out.</returns>
    /// <exception cref="ArgumentException">It was made with other token schemes, or grouped otherwise than those before
    /// it, or its flows have other feature columns.</exception>
    public bool Add(Conversation sequence)
    {
        if (!sequence.Schemes.SequenceEqual(schemes))
        {
            throw new ArgumentException(
                $"The conversation was made with the token schemes {string.Join(", ", sequence.Schemes)}; the model "
                    + $"wants {string.Join(", ", schemes)}.", nameof(sequence));
        }

        if (Count > 0 && (sequence.GroupBy != groupBy || sequence.Window != window))
        {
            throw new ArgumentException(
                $"The conversation was grouped by {sequence.GroupBy} in a window of "
                    + $"{DisplayText.Window(sequence.Window)}; those before it by {groupBy} in "
                    + $"{DisplayText.Window(window)}.", nameof(sequence));
        }

        if (excludeLabels.Count > 0 && sequence.Flows.Any(flow => flow.Label is { } label && IsExcluded(label)))
        {
            Excluded++;
            return false;
        }

        AddFeatures(sequence);
        for (var factor = 0; factor < tokens.Length; factor++)
        {
            foreach (var text in sequence.Words(factor)) tokens[factor].Add(tokenTexts[factor].Of(text));
        }

        foreach (var flow in sequence.Flows)
        {
            sources.Add(hostTexts.Of(flow.SourceAddress));
            labels.Add(flow.Label is { } label ? labelTexts.Of(label) : -1);
        }

        destinations.Add(hostTexts.Of(sequence.Flows[0].DestinationAddress));
        services.Add(serviceTexts.Of(ServicePort.Instance.Word(sequence.Flows[0])));
        regularities.Add(Regularity.Of(sequence.Flows));
        traffic.Add(ConversationTraffic.Of(sequence.Flows));
        groupBy = sequence.GroupBy;
        window = sequence.Window;
        windows.Add(sequence.WindowStart.Ticks);
        starts.Add(sources.Count);
        return true;
    }

    /// <summary>The table of all that was added, ordered by window.</summary>
    public ConversationTable Build()
    {
        var hosts = hostTexts.ToDictionary();
        List<Column> columns =
        [
            .. schemes.Select(
                (scheme, factor) => new TextColumn(
                    ColumnNames.Of(scheme), ColumnLevel.Flow, [.. tokens[factor]], tokenTexts[factor].ToDictionary())),
            new ValueColumn<long>(ColumnNames.Window, ColumnLevel.Conversation, [.. windows]),
            new TextColumn(ColumnNames.Source, ColumnLevel.Flow, [.. sources], hosts),
            new TextColumn(ColumnNames.Destination, ColumnLevel.Conversation, [.. destinations], hosts),
            new TextColumn(ColumnNames.Service, ColumnLevel.Conversation, [.. services], serviceTexts.ToDictionary()),
            new ValueColumn<float>(ColumnNames.Regularity, ColumnLevel.Conversation, [.. regularities]),
            new ValueColumn<ConversationTraffic>(ColumnNames.Traffic, ColumnLevel.Conversation, [.. traffic]),
            new TextColumn(ColumnNames.Label, ColumnLevel.Flow, [.. labels], labelTexts.ToDictionary()),
        ];
        if (Count > 0 && features is not null)
            columns.Add(new FeatureRowColumn(ColumnNames.Features, features.Build()));
        return new ConversationTable(groupBy, window, Excluded, [.. starts], columns).Ordered();
    }

    // All flows of a conversation or none, so that the rows stay those of the flows gathered.
    private void AddFeatures(Conversation sequence)
    {
        if (features is null) return;
        features.CheckFits(sequence.Flows);
        foreach (var flow in sequence.Flows) features.Add(flow);
    }

    private bool IsExcluded(string label)
    {
        if (excludedLabels.TryGetValue(label, out var known)) return known;
        var like = excludeLabels.Any(
            pattern => FileSystemName.MatchesSimpleExpression(pattern, label, ignoreCase: true));
        excludedLabels.Add(label, like);
        return like;
    }
}
