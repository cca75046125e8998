namespace NetAnomaly.Benchmarks.Explaining;

/// <summary>
/// How often the flows that an explanation names are those of the attack, in conversations that hold normal flows too.
/// </summary>
/// <param name="Mixed">Conversations that hold both.</param>
/// <param name="Alerted">Those among them that were alerted.</param>
/// <param name="Precision">Mean share of attack flows among those named.</param>
/// <param name="Chance">Mean share of attack flows among all.</param>
/// <param name="Majority">Share of conversations of which most named flows are of the attack.</param>
/// <param name="AlertPrecision">As <paramref name="Precision"/>, of those alerted.</param>
/// <param name="AlertChance">As <paramref name="Chance"/>, of those alerted.</param>
internal sealed record HitFigures(
    int Mixed, int Alerted, double Precision, double Chance, double Majority, double AlertPrecision, double AlertChance)
{
    /// <summary>Looks at the results of a scan.</summary>
    public static HitFigures Of(IEnumerable<AnomalyResult> results)
    {
        AnomalyResult[] mixed =
        [
            .. results.Where(
                result => result.Sequence.Flows.Any(TrafficTrial.IsAttack)
                    && !result.Sequence.Flows.All(TrafficTrial.IsAttack)),
        ];
        AnomalyResult[] alerts = [.. mixed.Where(result => result.IsAnomaly)];
        double[] named = [.. mixed.Select(Named)];
        return new HitFigures(
            mixed.Length, alerts.Length, named.Average(), mixed.Average(All),
            named.Count(share => share > 0.5) / (double)named.Length,
            alerts.Select(Named).DefaultIfEmpty(double.NaN).Average(),
            alerts.Select(All).DefaultIfEmpty(double.NaN).Average());

        static double Named(AnomalyResult result) => Share(result.Explanation!.Flows);
        static double All(AnomalyResult result) => Share(result.Sequence.Flows);
    }

    private static double Share(IReadOnlyList<FlowRecord> flows) =>
        flows.Count(TrafficTrial.IsAttack) / (double)flows.Count;
}
