using NetAnomaly.Operations.Feedback;

namespace NetAnomaly.Operations.Tests.Feedback;

public sealed class FeedbackRankingTests
{
    [Fact]
    public void Four_marks_change_nothing_and_the_fifth_does()
    {
        AnomalyIncident[] marked =
            [.. Enumerable.Range(0, 5).Select(_ => Incident("Timing", 3, FeedbackMark.Wrong))];
        Assert.Equal(3, new FeedbackRanking(marked[..4]).Rank(marked[0]));
        Assert.Equal(3 - Math.Log(6), new FeedbackRanking(marked).Rank(marked[0]), 12);
    }

    [Fact]
    public void A_kind_that_was_right_comes_before_one_that_was_harmless()
    {
        var ranking = new FeedbackRanking(
        [
            Incident("Ports", 1, FeedbackMark.True), Incident("Ports", 1, FeedbackMark.True),
            Incident("Bytes", 1, FeedbackMark.Benign), Incident("Bytes", 1, FeedbackMark.Wrong),
            Incident("Bytes", 1, FeedbackMark.True),
        ]);
        Assert.Equal(1 + Math.Log(3), ranking.Rank(Incident("Ports", 1)), 12);
        Assert.Equal(1 + Math.Log(2 / 3.0), ranking.Rank(Incident("Bytes", 1)), 12);
        Assert.Equal(1, ranking.Rank(Incident("NewHost", 1)));
    }

    [Fact]
    public void However_often_a_kind_was_harmless_a_far_stronger_incident_of_it_still_leads()
    {
        var ranking = new FeedbackRanking(Enumerable.Repeat(Incident("Ports", 1, FeedbackMark.Wrong), 1000));
        Assert.Equal(8 - Math.Log(10), ranking.Rank(Incident("Ports", 8)), 12);
        Assert.True(ranking.Rank(Incident("Ports", 8)) > ranking.Rank(Incident("Bytes", 5)));
    }

    [Fact]
    public void What_is_not_known_is_no_mark() => Assert.Equal(
        2,
        new FeedbackRanking(Enumerable.Repeat(Incident("Ports", 1, FeedbackMark.Unknown), 10))
            .Rank(Incident("Ports", 2)));

    private static AnomalyIncident Incident(string kind, double severity, FeedbackMark? mark = null) => new()
    {
        Id = "0", Host = "h", Start = DateTime.UnixEpoch, End = DateTime.UnixEpoch, Conversations = 1, Flows = 1,
        Peers = 1, Score = 1, Severity = severity, PValue = 0.001, Reasons = [], Labels = [], Model = "m",
        Feedback = mark,
        Top =
        [
            new AnomalyResult
            {
                WindowStart = DateTime.UnixEpoch, SourceAddress = "h", DestinationAddress = "d", FlowCount = 1,
                Score = 1, PValue = 0.001, Verdict = Verdict.Anomalous, Model = "m",
                Sequence = Conversation.WithoutFlows(
                    DateTime.UnixEpoch, TimeSpan.FromHours(1), FlowGrouping.Dyad, "h", "d"),
                Evidence = [new Evidence("Weak", 0.1, 0.2), new Evidence(kind, 0.001, 0.8)],
            },
        ],
    };
}
