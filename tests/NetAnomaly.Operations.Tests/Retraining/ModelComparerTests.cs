using NetAnomaly.Operations.Retraining;

namespace NetAnomaly.Operations.Tests.Retraining;

public sealed class ModelComparerTests
{
    private static readonly DateTime Start = new(2026, 3, 1, 0, 0, 0, DateTimeKind.Utc);

    [Fact]
    public void Incidents_of_one_host_that_overlap_are_one()
    {
        var comparison = Compare(
            [Of("10.0.0.1", 1, 4), Of("10.0.0.2", 5, 6)],
            [Of("10.0.0.3", 5, 6), Of("10.0.0.1", 3, 8), Of("10.0.0.2", 6, 7)]);
        Assert.Equal(
            [
                "10.0.0.1 Both 1 2 01-08", "10.0.0.2 Reference 2  05-06", "10.0.0.3 Difference  1 05-06",
                "10.0.0.2 Difference  3 06-07",
            ],
            comparison.Incidents.Select(row =>
                $"{row.Host} {row.RaisedBy} {row.ReferenceRank} {row.DifferenceRank} {row.Start:HH}-{row.End:HH}"));
        Assert.Equal((1, 2, 1), Counts(comparison));
    }

    [Fact]
    public void Days_count_what_begins_in_them_and_are_quiet_without_a_mark_as_true()
    {
        var comparison = Compare(
            [Of("10.0.0.1", 1, 2), Of("10.0.0.1", 30, 31)], [Of("10.0.0.1", 30, 31)],
            Of("10.0.0.1", 1, 2, FeedbackMark.True), Of("10.0.0.1", 30, 31, FeedbackMark.Benign));
        Assert.Equal(
            [new ComparedDay(Start, 1, 0, 0, false), new ComparedDay(Start.AddDays(1), 0, 0, 1, true)],
            comparison.Days);
        Assert.Equal(
            [FeedbackMark.True, FeedbackMark.Benign], comparison.Incidents.Select(row => row.Feedback));
    }

    private static (int Reference, int Difference, int Both) Counts(ModelComparison comparison) =>
        (comparison.ReferenceOnly.Count, comparison.DifferenceOnly.Count, comparison.Both.Count);

    private static ModelComparison Compare(
        AnomalyIncident[] reference, AnomalyIncident[] difference, params AnomalyIncident[] marked) =>
        ModelComparer.Compare(
            ("old", Scan(reference)), ("new", Scan(difference)), Start, Start.AddDays(2), marked);

    private static NightsScan Scan(AnomalyIncident[] incidents) => new(
        incidents, 0,
        new AnomalyScanSummary
        {
            Model = "office", Criteria = "", Conversations = 1, Alerts = 0, TailEstimates = 0, Periods = [],
        });

    private static AnomalyIncident Of(string host, int from, int until, FeedbackMark? mark = null) =>
        Incidents.Of(host, Start, from, until, mark);
}
