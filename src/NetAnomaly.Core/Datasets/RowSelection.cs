namespace NetAnomaly.Core.Datasets;

/// <summary>Some conversations of a table, in some order, and the flows that they have.</summary>
internal sealed class RowSelection
{
    private readonly IReadOnlyList<int> conversations;
    private readonly int[] sourceStarts;

    /// <summary>A selection.</summary>
    /// <param name="conversations">Which conversations.</param>
    /// <param name="sourceStarts">The first flow of each conversation of the table, and the number of all
    /// flows.</param>
    public RowSelection(IReadOnlyList<int> conversations, int[] sourceStarts)
    {
        (this.conversations, this.sourceStarts) = (conversations, sourceStarts);
        Starts = new int[conversations.Count + 1];
        for (var i = 0; i < conversations.Count; i++) Starts[i + 1] = Starts[i] + Length(conversations[i]);
    }

    /// <summary>The first flow of each conversation selected, and the number of all their flows.</summary>
    public int[] Starts { get; }

    /// <summary>The values of the rows selected.</summary>
    public T[] Gather<T>(ReadOnlySpan<T> values, ColumnLevel level)
    {
        if (level == ColumnLevel.Conversation)
        {
            var own = new T[conversations.Count];
            for (var i = 0; i < own.Length; i++) own[i] = values[conversations[i]];
            return own;
        }

        var flows = new T[Starts[^1]];
        for (var i = 0; i < conversations.Count; i++)
        {
            values.Slice(sourceStarts[conversations[i]], Length(conversations[i])).CopyTo(flows.AsSpan(Starts[i]));
        }

        return flows;
    }

    private int Length(int conversation) => sourceStarts[conversation + 1] - sourceStarts[conversation];
}
