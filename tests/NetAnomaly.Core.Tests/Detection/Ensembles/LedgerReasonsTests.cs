using NetAnomaly.Core.Detectors.Ensemble;
using NetAnomaly.Core.Detectors.Ledgers;
using NetAnomaly.Core.Tests.Support;
using static NetAnomaly.Core.Tests.Support.LedgerMaker;

namespace NetAnomaly.Core.Tests.Detection.Ensembles;

public sealed class LedgerReasonsTests
{
    private const string Stranger = "10.0.9.9";
    private static readonly int Source = 1 + (int)ContextKind.Source;
    private readonly LedgerMaker office = new();

    [Fact]
    public void Where_nothing_speaks_against_it_the_words_are_told()
    {
        var (of, score) = office.Find(Client, Web, [Flow(1), Flow(14), Flow(27), Flow(40)]);
        var reasons = new LedgerReasons(office.With(of));
        Assert.Equal(LedgerFacts.Words, reasons.Leading);
        Assert.Equal("its words", reasons.First());
        Assert.Null(reasons.Second());
        Assert.DoesNotContain("never spoke", new LedgerReasons(of).First(), StringComparison.Ordinal);
        Assert.False(score.Ledger!.Speaks(LedgerFacts.IndexOf(LedgerEvidence.Persistence)));
    }

    [Fact]
    public void The_second_kind_is_told_from_a_quarter_of_the_score_on()
    {
        var of = office.Find(Client, Web, [Flow(1, sent: 1_800_000_000)]).Case;
        var bytes = LedgerFacts.IndexOf(LedgerEvidence.BytesOut);
        var flows = LedgerFacts.IndexOf(LedgerEvidence.FlowCount);
        var both = new LedgerReasons(office.With(of, (bytes, 9), (flows, 8.5)));
        Assert.StartsWith("1.68 GB sent", both.First(), StringComparison.Ordinal);
        Assert.StartsWith("1 flow on port 443/tcp", both.Second(), StringComparison.Ordinal);
        var one = new LedgerReasons(office.With(of, (bytes, 9), (flows, 7)));
        Assert.StartsWith("1.68 GB sent", one.First(), StringComparison.Ordinal);
        Assert.Null(one.Second());
    }

    [Fact]
    public void A_group_of_one_conversation_does_not_speak_its_words_do()
    {
        var of = office.Find(Client, Web, [Flow(1)]).Case;
        Assert.Equal("its words", new LedgerReasons(office.With(of, (Source, 9), (LedgerFacts.Words, 2))).First());
    }

    [Fact]
    public void A_group_is_told_with_its_conversations_and_the_words_of_this_one()
    {
        FlowRecord[] flows = [.. Enumerable.Range(0, 40).Select(i => Flow(1 + i, to: $"172.16.0.{i}"))];
        var strangest = office.Find(
            Client, "172.16.0.7", flows, one => one.DestinationAddress == "172.16.0.7" ? 2 : 1).Case;
        Assert.Equal(
            "10.0.1.3 opened 40 conversations this hour that are strange together, none more than this one: its words",
            new LedgerReasons(office.With(strangest, (Source, 9), (LedgerFacts.Words, 2))).First());
        var other = office.Find(
            Client, "172.16.0.8", flows, one => one.DestinationAddress == "172.16.0.7" ? 2 : 1).Case;
        Assert.Equal(
            "10.0.1.3 opened 40 conversations this hour that are strange together; this one: its words",
            new LedgerReasons(office.With(other, (Source, 9), (LedgerFacts.Words, 2))).First());
        Assert.Equal(
            "10.0.1.3 opened 40 conversations this hour that are strange together; this one: usual if alone",
            new LedgerReasons(office.With(other, (Source, 9), (LedgerFacts.Words, 0.1))).First());
    }

    [Fact]
    public void What_adds_up_is_told_since_when_over_how_many_windows_and_by_what_most()
    {
        var (of, _) = office.Find(
            Client, Stranger, from hour in Enumerable.Range(2, 12)
            from i in Enumerable.Range(0, 50)
            select Flow((60 * hour) + (i * 1.1), to: Stranger, port: 4444));
        var reasons = new LedgerReasons(
            office.With(
                of, (LedgerFacts.IndexOf(LedgerEvidence.Accumulation), 9),
                (LedgerFacts.IndexOf(LedgerEvidence.Regularity), 6)));
        Assert.Equal(
            "evidence against this pair has added up over 12 hours, since 2011-08-18 02:00Z; strongest now: 50 flows, "
                + "one every 66 s (variation at most 2 %), between hosts that never spoke before",
            reasons.First());
        Assert.Null(reasons.Second());
        Assert.True(reasons.SaysIsNew);
    }

    [Fact]
    public void What_has_added_up_in_one_window_is_the_strongest_kind_in_it()
    {
        var of = office.Find(Client, Web, [Flow(1, sent: 1_800_000_000)]).Case;
        Assert.StartsWith(
            "1.68 GB sent",
            new LedgerReasons(
                office.With(
                    of, (LedgerFacts.IndexOf(LedgerEvidence.Accumulation), 9),
                    (LedgerFacts.IndexOf(LedgerEvidence.BytesOut), 6))).First(), StringComparison.Ordinal);
    }

    [Fact]
    public void What_speaks_together_is_told_as_the_kinds_that_make_it()
    {
        var of = office.Find(Client, Web, [Flow(1, sent: 2_000_000)]).Case;
        var text = new LedgerReasons(
            office.With(
                of, (LedgerFacts.IndexOf(LedgerEvidence.Together), 9),
                (LedgerFacts.IndexOf(LedgerEvidence.BytesOut), 3), (LedgerFacts.IndexOf(LedgerEvidence.FanOut), 2),
                (LedgerFacts.IndexOf(LedgerEvidence.BytesIn), 0.9))).First();
        Assert.Equal(
            "together: 1.91 MB sent on port 443/tcp; this pair's usual hour is about 3.91 KB; and 10.0.1.3 opened "
                + "conversations with 1 host this hour; about 2 are usual for it",
            text);
    }

    [Fact]
    public void Timing_that_leads_is_known_as_such()
    {
        var of = office.Find(Client, Stranger, Enumerable.Range(0, 50).Select(i => Flow(i, to: Stranger))).Case;
        var reasons = new LedgerReasons(office.With(of, (LedgerFacts.IndexOf(LedgerEvidence.Regularity), 9)));
        Assert.True(reasons.IsTiming);
    }
}
