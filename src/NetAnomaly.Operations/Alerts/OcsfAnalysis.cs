using System.Globalization;
using System.Text.Json;

namespace NetAnomaly.Operations.Alerts;

/// <summary>
/// An incident as an anomaly analysis: the host that was looked at, what was unusual of it, and how often normal
/// traffic is as unusual.
/// </summary>
internal static class OcsfAnalysis
{
    private const int Most = 8;
    private const int Interval = 9;
    private const string Rate = "incidents as strong per day of normal traffic";

    /// <summary>Writes its members.</summary>
    public static void Write(Utf8JsonWriter json, AlertFacts facts)
    {
        json.Objects("analysis_targets", [facts], _ =>
        {
            json.WriteString("name", facts.Name is null ? facts.HostText : $"{facts.Name} ({facts.HostText})");
            json.WriteString("type", "Host");
        });
        json.Objects("anomalies", Kinds(facts), kind =>
        {
            json.WriteString("observation_parameter", kind.Name);
            json.WriteString("observation_type", "Conversations of hosts in windows of time");
            json.WriteString("observed_pattern", "RARE");
            json.Objects("observations", [kind], _ => Observation(json, facts, kind.Value, kind.Count));
        });
        if (facts.PerDay is { } rate)
        {
            json.Objects("baselines", [rate], _ =>
            {
                json.WriteString("observation_parameter", Rate);
                json.WriteString("observation_type", facts.Incident.IsEstimate ? "Estimate" : "Frequency Analysis");
                json.Objects("observations", [rate], _ => json.WriteString("value", Text(rate)));
            });
        }
    }

    // The kinds of evidence with the strangest reason of each; the incident as a whole where there is no evidence.
    private static (string Name, string Value, int Count)[] Kinds(AlertFacts facts)
    {
        (string, string, int)[] kinds =
        [
            .. facts.Conversations.Where(conversation => conversation.Evidence.Count > 0)
                .GroupBy(conversation => conversation.Evidence[0].Name, StringComparer.Ordinal)
                .Where(group => group.Key.Length > 0).Take(Most)
                .Select(group => (group.Key, group.First().Reason ?? facts.Title, group.Count())),
        ];
        return kinds.Length > 0 ? kinds : [("score", Text(facts.Incident.Score), facts.Incident.Conversations)];
    }

    private static void Observation(Utf8JsonWriter json, AlertFacts facts, string value, int count)
    {
        json.WriteString("value", value);
        json.WriteNumber("count", count);
        json.Object("timespan", () =>
        {
            json.WriteNumber("type_id", Interval);
            json.WriteNumber("start_time", JsonLine.Milliseconds(facts.Start));
            json.WriteNumber("end_time", JsonLine.Milliseconds(facts.End));
        });
    }

    private static string Text(double value) => value.ToString("R", CultureInfo.InvariantCulture);
}
