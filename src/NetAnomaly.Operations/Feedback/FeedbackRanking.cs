using NetAnomaly.Operations.State;

namespace NetAnomaly.Operations.Feedback;

/// <summary>
/// Orders incidents by their strength and by what people found incidents of their kind to be. The kind of an incident
/// is the evidence that leads its strongest conversation.
/// </summary>
/// <remarks>
/// From <see cref="Least"/> marks on, a kind with t incidents marked true and f marked benign or wrong gets
/// ln((t + 1)/(f + 1)) added to the severity, which is in nats: the posterior odds of a true one under a uniform prior
/// (the rule of succession). No kind moves by more than ln 10, so that a rare strong incident of a kind that was often
/// harmless still leads. It changes the order alone, and what a budget chooses; never what is found.
/// </remarks>
internal sealed class FeedbackRanking
{
    /// <summary>Marks from which on the order follows them.</summary>
    public const int Least = 5;

    private static readonly double Most = Math.Log(10);
    private readonly Dictionary<string, double> shifts = new(StringComparer.Ordinal);

    /// <summary>A ranking.</summary>
    /// <param name="incidents">Incidents, some of them marked.</param>
    public FeedbackRanking(IEnumerable<AnomalyIncident> incidents)
    {
        AnomalyIncident[] marked =
        [
            .. incidents.Where(incident => incident.Feedback is not (null or FeedbackMark.Unknown)),
        ];
        if (marked.Length < Least) return;
        foreach (var kind in marked.GroupBy(KindOf, StringComparer.Ordinal))
        {
            var right = kind.Count(incident => incident.Feedback == FeedbackMark.True);
            shifts[kind.Key] = Math.Clamp(
                Math.Log((right + 1.0) / (kind.Count() - right + 1.0)), -Most, Most);
        }
    }

    /// <summary>What incidents are ordered by: larger first.</summary>
    public double Rank(AnomalyIncident incident) =>
        incident.Severity + shifts.GetValueOrDefault(KindOf(incident));

    /// <summary>The ranking of all that a state knows.</summary>
    public static FeedbackRanking Of(StateStore store) => new(store.Seen(long.MinValue));

    private static string KindOf(AnomalyIncident incident) =>
        incident.Top is [{ Evidence: { Count: > 0 } evidence }, ..] ? evidence.MaxBy(one => one.Share).Name : "";
}
