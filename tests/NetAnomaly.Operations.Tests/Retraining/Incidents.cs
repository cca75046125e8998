namespace NetAnomaly.Operations.Tests.Retraining;

/// <summary>Incidents for tests.</summary>
internal static class Incidents
{
    public static AnomalyIncident Of(
        string host, DateTime day, int from, int until, FeedbackMark? mark = null) => new()
    {
        Id = $"{host}-{from}",
        Host = host,
        Start = day.AddHours(from),
        End = day.AddHours(until),
        Conversations = 1,
        Flows = 1,
        Peers = 1,
        Score = 1,
        Severity = 1,
        PValue = 0.001,
        Reasons = [],
        Labels = [],
        Model = "office",
        Top = [],
        Feedback = mark,
    };
}
