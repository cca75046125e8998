using NetAnomaly.Core.Detectors.Ledgers;
using NetAnomaly.Core.Tests.Support;
using static NetAnomaly.Core.Tests.Support.LedgerMaker;

namespace NetAnomaly.Core.Tests.Detection.Ensembles;

public sealed class EvidencePhraseTests
{
    private const string Stranger = "10.0.9.9";
    private readonly LedgerMaker office = new();

    [Fact]
    public void Bytes_out_are_told_with_the_service_and_what_the_pair_usually_sends() => Assert.Equal(
        "1.68 GB sent on port 443/tcp; this pair's usual hour is about 3.91 KB",
        office.Say(LedgerEvidence.BytesOut, Client, Web, Flow(1, sent: 1_800_000_000)));

    [Fact]
    public void Bytes_of_a_new_pair_are_told_with_what_pairs_of_its_service_send() => Assert.Equal(
        "1.91 MB received on port 53/udp; the usual hour of a pair on port 53/udp is about 19.5 KB",
        office.Say(
            LedgerEvidence.BytesIn, Client, Stranger,
            Flow(1, to: Stranger, port: 53, protocol: "udp", received: 2_000_000)));

    [Fact]
    public void Where_services_differ_they_are_counted_and_flows_are_told_with_the_usual_ones() => Assert.Equal(
        "70 flows on 2 services; this pair's usual hour is about 4 flows",
        office.Say(
            LedgerEvidence.FlowCount, Client, Web, Enumerable.Range(0, 70).Select(
                i => Flow(i / 2.0, port: i % 2 == 0 ? 443 : 80))));

    [Fact]
    public void Ports_are_counted() => Assert.Equal(
        "30 destination ports tried; this pair's usual hour is about 1 destination port",
        office.Say(LedgerEvidence.Ports, Client, Web, Enumerable.Range(0, 30).Select(i => Flow(i, port: 1 + i))));

    [Fact]
    public void A_client_that_meets_many_is_told_with_how_many_are_usual() => Assert.Equal(
        "10.0.1.3 opened conversations with 40 hosts it never spoke with this hour; none is usual for it",
        office.Say(
            LedgerEvidence.NewDestinations, Client, "172.16.0.7",
            [.. Enumerable.Range(0, 40).Select(i => Flow(1 + i, to: $"172.16.0.{i}")), Flow(50)]));

    [Fact]
    public void A_client_that_speaks_with_many_is_told_with_how_many_are_usual() => Assert.Equal(
        "10.0.1.3 opened conversations with 41 hosts this hour; about 2 are usual for it",
        office.Say(
            LedgerEvidence.FanOut, Client, "172.16.0.7",
            [.. Enumerable.Range(0, 40).Select(i => Flow(1 + i, to: $"172.16.0.{i}")), Flow(50)]));

    [Fact]
    public void A_server_that_many_call_is_told_with_how_many_are_usual()
    {
        FlowRecord[] flows = [.. Enumerable.Range(0, 230).Select(i => Flow(i / 5.0, from: $"172.16.0.{i}")), Flow(50)];
        Assert.Equal(
            "10.0.2.1 was called by 230 hosts that never called it this hour; none is usual for it",
            office.Say(LedgerEvidence.NewSources, "172.16.0.7", Web, flows));
        Assert.Equal(
            "10.0.2.1 was called by 231 hosts this hour; about 12 are usual for it",
            office.Say(LedgerEvidence.FanIn, "172.16.0.7", Web, flows));
    }

    [Fact]
    public void Unanswered_flows_are_told_of_all_that_the_client_opened() => Assert.Equal(
        "118 of 120 flows of 10.0.1.3 stayed unanswered this hour; none is usual for it",
        office.Say(
            LedgerEvidence.Unanswered, Client, Stranger,
            [
                .. Enumerable.Range(0, 118).Select(i => Flow(i / 3.0, to: Stranger, port: 25, received: 0)),
                Flow(50), Flow(51),
            ]));

    [Fact]
    public void A_host_that_training_never_saw_is_told_with_how_many_it_saw() => Assert.Equal(
        "10.0.9.9 is none of the 14 hosts that training saw",
        office.Say(LedgerEvidence.NewHost, Stranger, Web, Flow(1, from: Stranger)));

    [Fact]
    public void A_first_service_is_told_with_who_else_opened_it()
    {
        Assert.Equal(
            "10.0.1.3 opened 2 flows on port 22 for the first time; no host did in training",
            office.Say(LedgerEvidence.NewService, Client, Web, Flow(1, port: 22), Flow(2, port: 22), Flow(3)));
        Assert.Equal(
            "10.0.2.1 was called on port 53 for the first time, by 1 flow; 12 hosts did open such flows in training",
            office.Say(LedgerEvidence.NewService, Stranger, Web, Flow(1, from: Stranger, port: 53)));
    }

    [Fact]
    public void Even_flows_are_told_with_their_interval_and_how_much_it_varies()
    {
        Assert.Equal(
            "62 flows, one every 50 s (variation at most 2 %), between hosts that never spoke before",
            office.Say(LedgerEvidence.Regularity, Client, Stranger, Beacon(Client, _ => 0)));
        Assert.Equal(
            "62 flows, one every 50.1 s (variation 8 %), between hosts that never spoke before; training never saw "
                + "10.0.9.8",
            office.Say(
                LedgerEvidence.RegularityOfNewHost, "10.0.9.8", Stranger, Beacon("10.0.9.8", i => i % 2 * 4 / 60.0)));
    }

    [Fact]
    public void Flows_that_come_at_once_are_told_by_their_times() => Assert.Equal(
        "20 flows at 10 times, one every 5 min (variation at most 2 %), between hosts that never spoke before",
        office.Say(
            LedgerEvidence.Regularity, Client, Stranger, Enumerable.Range(0, 20).Select(
                i => Flow((i / 2 * 5) + (i % 2 * 0.01), to: Stranger))));

    [Fact]
    public void A_new_pair_that_goes_on_speaking_is_told_with_its_hours_and_since_when() => Assert.Equal(
        "this pair never spoke in training and has now spoken in 31 hours, since 2011-08-18 02:00Z",
        office.Say(
            LedgerEvidence.Persistence, Client, Stranger,
            Enumerable.Range(2, 31).Select(hour => Flow((60 * hour) + 7, to: Stranger))));

    [Fact]
    public void The_hours_of_a_pair_that_was_silent_between_are_those_in_which_it_spoke() => Assert.Equal(
        "this pair never spoke in training and has now spoken in 2 hours, since 2011-08-18 02:00Z",
        office.Say(
            LedgerEvidence.Persistence, Client, Stranger, Flow(125, to: Stranger), Flow(60 * 9, to: Stranger)));

    private static IEnumerable<FlowRecord> Beacon(string from, Func<int, double> late) =>
        Enumerable.Range(0, 62).Select(i => Flow((i * 50 / 60.0) + late(i), from, Stranger));
}
