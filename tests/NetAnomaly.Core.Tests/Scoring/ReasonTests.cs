using NetAnomaly.Core.Conversations;
using NetAnomaly.Core.Datasets;
using NetAnomaly.Core.Scoring;
using NetAnomaly.Core.Tests.Support;
using static NetAnomaly.Core.Tests.Support.FlowMaker;
using static NetAnomaly.Core.Tests.Support.SequenceMaker;

namespace NetAnomaly.Core.Tests.Scoring;

/// <summary>Reasons read as sentences.</summary>
public sealed class ReasonTests
{
    // t6 12,000 flows of 2 hosts; t9 4 flows of 1 host; N = 12,004, V = 3.
    private static ConversationTable Words => CorpusMaker.Corpus(
        OfWords("10:00", Alice, null, [.. Enumerable.Repeat("t6", 7_000)]),
        OfWords("10:00", Bob, null, [.. Enumerable.Repeat("t6", 5_000), "t9", "t9", "t9", "t9"]));

    private static AnomalyModel Model => ModelMaker.Train(Words);

    [Fact]
    public void A_single_flow_is_the_only_one() =>
        Assert.Equal(
            "its only flow is tcp of 511 to 1022 B: 1 in 3,001 training flows, by 1 host; 7.8 nats",
            Reason(Flow(bytes: 600)));

    [Fact]
    public void A_word_that_training_did_not_see_is_said_to_be_new() =>
        Assert.Equal(
            "its only flow is udp of unknown size: never seen in training; 9.4 nats",
            Reason(Flow(protocol: "udp", bytes: null)));

    [Fact]
    public void A_usual_word_is_given_as_a_percentage() =>
        Assert.Equal(
            "its only flow is tcp of 63 to 126 B: 100 % of training flows, by 2 hosts; 0.0 nats",
            Reason(Flow(bytes: 100)));

    [Fact]
    public void One_of_several_flows_is_singular() =>
        Assert.Equal(
            "1 of 3 flows is udp of 1 to 2 kB: never seen in training; 9.4 nats",
            Reason(Flow(), Flow(protocol: "udp", bytes: 1500), Flow()));

    [Fact]
    public void Some_of_many_flows_are_counted() =>
        Assert.Equal(
            "2 of 3 flows are tcp of 511 to 1022 B: 1 in 3,001 training flows, by 1 host; 7.8 nats each",
            Reason(Flow(bytes: 600), Flow(), Flow(bytes: 900)));

    [Fact]
    public void Two_alike_are_both() =>
        Assert.Equal(
            "both flows are icmp of 0 B: never seen in training; 9.4 nats each",
            Reason(Flow(protocol: "icmp", bytes: 0), Flow(protocol: "icmp", bytes: 0)));

    [Fact]
    public void Many_alike_are_all() =>
        Assert.Equal(
            "all 1,200 flows are tcp of 511 to 1022 B: 1 in 3,001 training flows, by 1 host; 7.8 nats each",
            Reason([.. Enumerable.Repeat(Flow(bytes: 600), 1_200)]));

    [Fact]
    public void The_word_that_adds_most_over_all_its_flows_is_the_reason() =>
        Assert.StartsWith(
            "2 of 3 flows are tcp of 511 to 1022 B", Reason(Flow(bytes: 600), Flow(protocol: "udp"), Flow(bytes: 700)),
            StringComparison.Ordinal);

    [Theory]
    [InlineData(TokenScheme.ServicePort, "its only flow is on port 22: never seen in training; 1.1 nats")]
    [InlineData(TokenScheme.State, "its only flow is ending in state S0: never seen in training; 1.1 nats")]
    [InlineData(TokenScheme.Packets, "its only flow is tcp of 3 to 6 packets: never seen in training; 1.1 nats")]
    [InlineData(TokenScheme.Duration, "its only flow is lasting 0.127 to 0.255 s: never seen in training; 1.1 nats")]
    [InlineData(TokenScheme.Direction, "its only flow is mostly sent: never seen in training; 1.1 nats")]
    public void Every_scheme_has_its_words(TokenScheme scheme, string reason)
    {
        var options = new ConversationOptions { Schemes = [scheme] };
        var spec = ModelMaker.Spec with { Schemes = [scheme] };
        using var model = ModelMaker.Train(
            CorpusMaker.Corpus([scheme], [], Sequence(options, Flow() with { DestinationPort = 80 })), spec);
        var strange = Flow() with
        {
            DestinationPort = 22, State = "S0", Packets = 3, Duration = TimeSpan.FromMilliseconds(200),
            SourceBytes = 99,
        };
        // One word was seen once: a new one has one part in three.
        Assert.Equal(reason, Reason(model, Sequence(options, strange)));
    }

    [Fact]
    public void Of_several_factors_the_heaviest_gives_the_reason()
    {
        IReadOnlyList<TokenScheme> schemes = [TokenScheme.ProtoByte, TokenScheme.ServicePort];
        using var model = ModelMaker.Train(
            CorpusMaker.Corpus(schemes, [], OfFactors(schemes, ["t6", "t6", "t6", "t6"], ["80", "80", "443", "443"])),
            ModelMaker.Spec with { Schemes = schemes });
        var sequence = Sequence(
            new ConversationOptions { Schemes = schemes }, Flow(bytes: 100) with { DestinationPort = 443 });
        Assert.Equal(
            "its only flow is on port 443: 50 % of training flows, by 1 host; 0.8 nats", Reason(model, sequence));
    }

    private static string Reason(params FlowRecord[] flows) => Reason(Model, Sequence(flows));

    private static string Reason(AnomalyModel model, Conversation sequence) =>
        Assert.Single(
            new ThresholdScan(model, AnomalyThreshold.Default)
                .Score([sequence], TestContext.Current.CancellationToken)).Reason;
}
