namespace NetAnomaly.Benchmarks.Explaining;

/// <summary>How often the flows that an explanation names are those of the attack, in conversations that hold normal flows too.</summary>
/// <param name="Mixed">Conversations that hold both.</param>
/// <param name="Alerted">Those that were alerted: what the other figures are of.</param>
/// <param name="Precision">Mean share of attack flows among those named.</param>
/// <param name="Chance">Mean share of attack flows among all.</param>
/// <param name="Majority">Share of alerts of which most named flows are of the attack.</param>
internal sealed record HitFigures(int Mixed, int Alerted, double Precision, double Chance, double Majority)
{
    /// <summary>Looks at the results of a scan.</summary>
    public static HitFigures Of(IEnumerable<AnomalyResult> results)
    {
        AnomalyResult[] mixed = [.. results.Where(result => result.Sequence.Flows.Any(TrafficTrial.IsAttack) && !result.Sequence.Flows.All(TrafficTrial.IsAttack))];
        AnomalyResult[] alerts = [.. mixed.Where(result => result.IsAnomaly)];
        if (alerts.Length == 0) return new HitFigures(mixed.Length, 0, double.NaN, double.NaN, double.NaN);
        double[] named = [.. alerts.Select(alert => Share(alert.Explanation!.Causes[0].Flows))];
        return new HitFigures(mixed.Length, alerts.Length, named.Average(), alerts.Average(alert => Share(alert.Sequence.Flows)), named.Count(share => share > 0.5) / (double)named.Length);
    }

    private static double Share(IReadOnlyList<FlowRecord> flows) => flows.Count(TrafficTrial.IsAttack) / (double)flows.Count;
}
