using NetAnomaly.Core.Detection;

namespace NetAnomaly.Core.Detectors.Ledgers;

/// <summary>
/// The conversations of training, and which of them are kept: those that are forgotten teach the habits of their hosts,
/// and nothing else.
/// </summary>
/// <param name="rows">By rising window.</param>
/// <param name="kept">Which are kept.</param>
internal sealed class TrainingTraffic(ConversationSummary[] rows, bool[] kept)
{
    /// <summary>All are kept.</summary>
    public TrainingTraffic(ConversationSummary[] rows)
        : this(rows, Array.ConvertAll(rows, _ => true))
    {
    }

    /// <summary>All conversations.</summary>
    public ConversationSummary[] Rows => rows;

    /// <summary>Those kept, by number.</summary>
    public int[] Numbers => [.. Enumerable.Range(0, rows.Length).Where(IsKept)];

    /// <summary>Whether one is kept.</summary>
    public bool IsKept(int row) => kept[row];

    /// <summary>Those kept of a range.</summary>
    public ConversationSummary[] Kept(int from, int to) =>
        [.. Enumerable.Range(from, to - from).Where(IsKept).Select(row => rows[row])];
}
