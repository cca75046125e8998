using NetAnomaly.Core.Detection;

namespace NetAnomaly.Core.Detectors.Ensemble;

/// <summary>
/// An order of the conversations of a window that depends on what they are, not on how they came: sums of real numbers
/// differ with the order of their terms, and so would scores, in the last digits.
/// </summary>
internal static class WindowOrder
{
    /// <summary>The conversations in order, by number.</summary>
    /// <param name="rows">The conversations.</param>
    /// <param name="scores">Their members' scores: [member][row].</param>
    public static int[] Of(ConversationSummary[] rows, double[][] scores)
    {
        int[] order = [.. Enumerable.Range(0, rows.Length)];
        Array.Sort(order, (one, other) => Compare(rows[one], rows[other]) is not 0 and var found
            ? found
            : Compare(scores, one, other));
        return order;
    }

    private static int Compare(in ConversationSummary one, in ConversationSummary other)
    {
        if (one.Source.CompareTo(other.Source) is not 0 and var bySource) return bySource;
        if (one.Destination.CompareTo(other.Destination) is not 0 and var byDestination) return byDestination;
        var (left, right) = (one.Traffic, other.Traffic);
        if (left.Service.CompareTo(right.Service) is not 0 and var byService) return byService;
        return (left.Flows, left.BytesOut, left.BytesIn, left.Unanswered, left.Ports, left.Gaps, left.GapVariation)
            .CompareTo(
                (right.Flows, right.BytesOut, right.BytesIn, right.Unanswered, right.Ports, right.Gaps,
                    right.GapVariation));
    }

    private static int Compare(double[][] scores, int one, int other)
    {
        foreach (var member in scores)
        {
            if (member[one].CompareTo(member[other]) is not 0 and var found) return found;
        }

        return 0;
    }
}
