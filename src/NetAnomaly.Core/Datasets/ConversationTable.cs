using NetAnomaly.Core.Features;

namespace NetAnomaly.Core.Datasets;

/// <summary>
/// The conversations that a model learns from, in columns: 4 bytes per flow for each token scheme, its source and its
/// label, 76 bytes per conversation, so that ten million flows fit in memory. Ordered by window, then as they came.
/// Made by <see cref="ConversationTableBuilder"/>; immutable.
/// </summary>
/// <remarks>
/// What is done to all columns is written once, over <see cref="columns"/>: a new column cannot be forgotten.
/// </remarks>
internal sealed class ConversationTable
{
    private const string HashVersion = "NA-dataset-2";

    private readonly IReadOnlyList<Column> columns;
    private readonly int[] starts;
    private readonly ValueColumn<long> windows;
    private readonly TextColumn[] tokens;
    private readonly TextColumn sources;
    private readonly TextColumn destinations;
    private readonly TextColumn services;
    private readonly TextColumn labels;
    private readonly ValueColumn<float> regularities;
    private readonly ValueColumn<ConversationTraffic> traffic;
    private readonly FeatureRowColumn? features;

    /// <summary>A table.</summary>
    /// <param name="groupBy">How the flows were grouped.</param>
    /// <param name="window">Length of a window.</param>
    /// <param name="excluded">Conversations that were left out for their labels.</param>
    /// <param name="starts">The first flow of each conversation, and the number of all flows.</param>
    /// <param name="columns">The columns, as <see cref="ColumnNames"/> names them.</param>
    internal ConversationTable(
        FlowGrouping groupBy, TimeSpan window, long excluded, int[] starts, IReadOnlyList<Column> columns)
    {
        (GroupBy, Window, Excluded, this.starts, this.columns) = (groupBy, window, excluded, starts, columns);
        tokens = [.. columns.OfType<TextColumn>().Where(column => ColumnNames.SchemeOf(column.Name) is not null)];
        Schemes = [.. tokens.Select(column => ColumnNames.SchemeOf(column.Name)!.Value)];
        Texts = [.. tokens.Select(column => column.Dictionary.Texts)];
        windows = (ValueColumn<long>)Named(ColumnNames.Window);
        regularities = (ValueColumn<float>)Named(ColumnNames.Regularity);
        traffic = (ValueColumn<ConversationTraffic>)Named(ColumnNames.Traffic);
        (sources, destinations) = ((TextColumn)Named(ColumnNames.Source), (TextColumn)Named(ColumnNames.Destination));
        (services, labels) = ((TextColumn)Named(ColumnNames.Service), (TextColumn)Named(ColumnNames.Label));
        features = columns.OfType<FeatureRowColumn>().SingleOrDefault();

        Column Named(string name) => columns.Single(column => column.Name == name);
    }

    /// <summary>The token schemes, one per factor.</summary>
    public IReadOnlyList<TokenScheme> Schemes { get; }

    /// <summary>How the flows were grouped.</summary>
    public FlowGrouping GroupBy { get; }

    /// <summary>The text of every token: [factor][number].</summary>
    public IReadOnlyList<IReadOnlyList<string>> Texts { get; }

    /// <summary>Factors per token.</summary>
    public int Factors => tokens.Length;

    /// <summary>How many conversations there are.</summary>
    public int Count => starts.Length - 1;

    /// <summary>How many flows they have.</summary>
    public int Flows => starts[^1];

    /// <summary>Length of a window.</summary>
    public TimeSpan Window { get; }

    /// <summary>Conversations that were left out for their labels.</summary>
    public long Excluded { get; }

    /// <summary>The distinct labels of flows, by number.</summary>
    public IReadOnlyList<string> LabelTexts => labels.Dictionary.Texts;

    /// <summary>Features of every flow; <see langword="null"/> where none were asked for.</summary>
    public FeatureTable? Features => features?.Table;

    /// <summary>Flows of a conversation.</summary>
    public int Length(int conversation) => starts[conversation + 1] - starts[conversation];

    /// <summary>
    /// One factor of the tokens of a conversation, one per flow, as indices of <see cref="Texts"/> of the factor.
    /// </summary>
    public ReadOnlySpan<int> Tokens(int conversation, int factor) => OfFlows(tokens[factor].Numbers, conversation);

    /// <summary>Source of each flow of a conversation, as a number.</summary>
    public ReadOnlySpan<int> Hosts(int conversation) => OfFlows(sources.Numbers, conversation);

    /// <summary>
    /// Label of each flow of a conversation, as an index of <see cref="LabelTexts"/>; −1 where it has none.
    /// </summary>
    public ReadOnlySpan<int> Labels(int conversation) => OfFlows(labels.Numbers, conversation);

    /// <summary>
    /// The row in <see cref="Features"/> of a conversation's first flow; those of the others follow it.
    /// </summary>
    public int FirstFeatureRow(int conversation) => features?.Row(starts[conversation]) ?? starts[conversation];

    /// <summary>
    /// Destination of a conversation's first flow, as a number of the same kind as <see cref="Hosts"/>.
    /// </summary>
    public int Destination(int conversation) => destinations.Numbers[conversation];

    /// <summary>
    /// The service of a conversation's first flow, as a token of <see cref="TokenScheme.ServicePort"/>.
    /// </summary>
    public string Service(int conversation) => services.Dictionary.Texts[services.Numbers[conversation]];

    /// <summary>Start of a conversation's window, UTC.</summary>
    public DateTime WindowStart(int conversation) => new(windows[conversation], DateTimeKind.Utc);

    /// <summary>A host's address.</summary>
    internal string HostText(int host) => sources.Dictionary.Texts[host];

    /// <summary>A host's address as a stable number; 0 for one that names no host.</summary>
    internal long HostKey(int host) => sources.Dictionary.AddressKey(host);

    /// <summary>
    /// How even the intervals between a conversation's flows are (<see cref="Datasets.Regularity"/>).
    /// </summary>
    internal float Regularity(int conversation) => regularities[conversation];

    /// <summary>How much a conversation moves, and when.</summary>
    internal ConversationTraffic Traffic(int conversation) => traffic[conversation];

    /// <summary>Some of the conversations.</summary>
    /// <param name="conversations">Which, by rising window.</param>
    internal ConversationTable Select(IReadOnlyList<int> conversations)
    {
        var rows = new RowSelection(conversations, starts);
        return new ConversationTable(
            GroupBy, Window, Excluded, rows.Starts, [.. columns.Select(column => column.Select(rows))]);
    }

    /// <summary>The first conversations, and so the earliest.</summary>
    /// <param name="count">How many, at most <see cref="Count"/>.</param>
    internal ConversationTable Head(int count) => Select([.. Enumerable.Range(0, count)]);

    /// <summary>The same conversations with some of their token schemes: what a member of an ensemble sees.</summary>
    /// <exception cref="ArgumentException">The table does not have all of the schemes.</exception>
    internal ConversationTable Project(IReadOnlyList<TokenScheme> schemes)
    {
        if (schemes.SequenceEqual(Schemes)) return this;
        if (schemes.Except(Schemes).Any())
            throw new ArgumentException(
                $"The conversations were not made with all of {string.Join(", ", schemes)}.", nameof(schemes));
        var chosen = schemes.Select(scheme => columns.Single(column => column.Name == ColumnNames.Of(scheme)));
        var others = columns.Where(column => ColumnNames.SchemeOf(column.Name) is null);
        return new ConversationTable(GroupBy, Window, Excluded, starts, [.. chosen, .. others]);
    }

    /// <summary>
    /// These conversations and those of another table, ordered by window; within one window, these come first.
    /// </summary>
    /// <exception cref="ArgumentException">The tables have other columns, or were grouped otherwise.</exception>
    internal ConversationTable Concat(ConversationTable other)
    {
        if ((GroupBy, Window) != (other.GroupBy, other.Window)
            || !columns.Select(column => column.Name).SequenceEqual(other.columns.Select(column => column.Name)))
        {
            throw new ArgumentException(
                "The tables were made with other token schemes, features or windows, or grouped otherwise.",
                nameof(other));
        }

        var joined = new ConversationTable(
            GroupBy, Window, Excluded + other.Excluded,
            [.. starts, .. other.starts.Skip(1).Select(start => start + Flows)],
            [.. columns.Zip(other.columns, (own, added) => own.Append(added))]);
        return joined.Ordered();
    }

    /// <summary>
    /// The conversations by rising window, those of one window as they are; this table where they are so.
    /// </summary>
    internal ConversationTable Ordered()
    {
        var times = windows;
        for (var i = 1; i < Count; i++)
        {
            if (times[i] < times[i - 1])
                return Select([.. Enumerable.Range(0, Count).OrderBy(conversation => times[conversation])]);
        }

        return this;
    }

    /// <summary>
    /// Identifies all that a model can learn from the table: the columns by name, and every value of every conversation
    /// in order, texts as texts. Two tables of one hash are the same to every model.
    /// </summary>
    /// <returns>The version of the hash and SHA-256 in lower-case hex: <c>2:9f86d0…</c>.</returns>
    internal string Hash()
    {
        using var digest = new DatasetDigest();
        digest.Add(HashVersion);
        digest.Add(GroupBy.ToString());
        digest.Add(Window.Ticks);
        digest.Add((long)columns.Count);
        foreach (var column in columns) digest.Add(column.Name);
        if (Features is { } table)
        {
            foreach (var name in table.Schema.Numbers.Concat(table.Schema.Categories)) digest.Add(name);
        }

        for (var conversation = 0; conversation < Count; conversation++)
        {
            digest.Add((long)Length(conversation));
            foreach (var column in columns)
            {
                if (column.Level == ColumnLevel.Flow) column.AddTo(digest, starts[conversation], Length(conversation));
                else column.AddTo(digest, conversation, 1);
            }
        }

        return $"2:{digest.Finish()}";
    }

    private ReadOnlySpan<int> OfFlows(ReadOnlySpan<int> values, int conversation) =>
        values.Slice(starts[conversation], Length(conversation));
}
