using System.Globalization;

namespace NetAnomaly.Internal;

/// <summary>
/// Names results and incidents so that the same traffic has the same name, whichever model looks at it.
/// </summary>
internal static class ResultIdentity
{
    /// <summary>The id of a result.</summary>
    public static string Of(AnomalyResult result)
    {
        var conversation = result.Sequence;
        var (one, other) = (result.SourceAddress ?? "*", result.DestinationAddress ?? "*");
        if (conversation.GroupBy == FlowGrouping.Dyad && string.CompareOrdinal(one, other) > 0)
            (one, other) = (other, one);
        var flow = conversation.GroupBy == FlowGrouping.Flow && conversation.Flows is [var first, ..]
            ? string.Create(
                CultureInfo.InvariantCulture,
                $"\n{first.Start.Ticks} {first.Protocol} {first.SourcePort} {first.DestinationPort} {first.Line}")
            : "";
        return Hash(string.Create(
            CultureInfo.InvariantCulture,
            $"{result.Scan}\n{result.WindowStart.Ticks} "
                + $"{conversation.Window.Ticks}\n{conversation.GroupBy}\n{one}\n{other}{flow}"));
    }

    /// <summary>The id of an incident.</summary>
    public static string OfIncident(string scan, Subject subject, DateTime openedAt) =>
        Hash(string.Create(CultureInfo.InvariantCulture, $"{scan}\n{subject.Kind} {subject.Key}\n{openedAt.Ticks}"));

    private static string Hash(string text) => StableHash.Of(text).ToString("x16", CultureInfo.InvariantCulture);
}
