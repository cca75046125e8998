using NetAnomaly.Core.Datasets;
using static NetAnomaly.Core.Tests.Support.FlowMaker;
using static NetAnomaly.Core.Tests.Support.SequenceMaker;

namespace NetAnomaly.Core.Tests.Datasets;

/// <summary>
/// Two tables of one hash are the same to every model; two that differ in anything that one can learn are not.
/// </summary>
public sealed class DatasetHashTests
{
    private static readonly FlowRecord[] Usual =
    [
        .. Enumerable.Range(0, 12).Select(
            at => Flow($"10:{at:00}", bytes: 100 + at, label: "normal") with { DestinationPort = 443, State = "SF" }),
    ];

    public static TheoryData<string, Func<FlowRecord, FlowRecord>> Changes => new()
    {
        { "source", flow => flow with { SourceAddress = "10.99.0.1" } },
        { "destination", flow => flow with { DestinationAddress = "10.99.0.9" } },
        { "service", flow => flow with { DestinationPort = 8443 } },
        { "state", flow => flow with { State = "QSF" } },
        { "label", flow => flow with { Label = "attack" } },
        { "no label", flow => flow with { Label = null } },
        { "bytes", flow => flow with { Bytes = flow.Bytes + 1 } },
        { "window", flow => flow with { Start = flow.Start.AddHours(1) } },
    };

    [Theory]
    [MemberData(nameof(Changes))]
    public void Whatever_a_model_may_learn_changes_the_hash(string what, Func<FlowRecord, FlowRecord> change) =>
        Assert.False(Hash(Usual) == Hash([.. Usual.Select(change)]), what);

    [Fact]
    public void Intervals_of_other_regularity_change_the_hash()
    {
        var uneven = Usual.Select((flow, at) => flow with { Start = flow.Start.AddSeconds(at % 2 * 20) });
        Assert.NotEqual(Hash(Usual, withFeatures: false), Hash([.. uneven], withFeatures: false));
    }

    [Fact]
    public void Where_one_conversation_ends_and_the_next_begins_changes_the_hash()
    {
        Assert.NotEqual(Hash([Usual[..2], Usual[2..3]]), Hash([Usual[..1], Usual[1..3]]));
        Assert.NotEqual(Hash([["ab", "c"]]), Hash([["a", "bc"]]));
    }

    [Fact]
    public void The_order_in_which_windows_were_gathered_does_not_change_the_hash()
    {
        FlowRecord[] later =
        [
            .. Usual.Select(
                flow => flow with
                {
                    Start = flow.Start.AddHours(3), SourceAddress = "10.0.0.7", Label = "other", State = "S0",
                }),
        ];
        Assert.Equal(Hash([Usual, later]), Hash([later, Usual]));
    }

    [Fact]
    public void Features_and_schemes_that_are_gathered_belong_to_the_hash()
    {
        Assert.NotEqual(Hash(Usual, withFeatures: true), Hash(Usual, withFeatures: false));
        var table = Table([Usual], withFeatures: true);
        Assert.NotEqual(table.Hash(), table.Project([TokenScheme.State]).Hash());
        Assert.NotEqual(table.Project([TokenScheme.State]).Hash(), table.Project([TokenScheme.ProtoByte]).Hash());
    }

    [Fact]
    public void What_only_features_show_changes_the_hash_of_tables_with_features_alone()
    {
        FlowRecord[] longer = [.. Usual.Select(flow => flow with { Duration = TimeSpan.FromSeconds(9) })];
        Assert.NotEqual(Hash(Usual), Hash(longer));
        Assert.Equal(Hash(Usual, withFeatures: false), Hash(longer, withFeatures: false));

        FlowRecord[] last = [.. Usual[..^1], Usual[^1] with { Duration = TimeSpan.FromSeconds(9) }];
        Assert.NotEqual(Hash(Usual), Hash(last));
    }

    [Fact]
    public void Grouping_window_and_scheme_belong_to_the_hash_where_the_words_are_the_same()
    {
        var usual = Words(TimeSpan.FromHours(1), FlowGrouping.Dyad, TokenScheme.State);
        Assert.Equal(usual, Words(TimeSpan.FromHours(1), FlowGrouping.Dyad, TokenScheme.State));
        Assert.NotEqual(usual, Words(TimeSpan.FromHours(2), FlowGrouping.Dyad, TokenScheme.State));
        Assert.NotEqual(usual, Words(TimeSpan.FromHours(1), FlowGrouping.DirectedDyad, TokenScheme.State));
        Assert.NotEqual(usual, Words(TimeSpan.FromHours(1), FlowGrouping.Dyad, TokenScheme.ServicePort));
    }

    [Fact]
    public void A_hash_names_its_version() => Assert.Matches("^2:[0-9a-f]{64}$", Hash(Usual));

    private static string Words(TimeSpan window, FlowGrouping groupBy, TokenScheme scheme)
    {
        var builder = new ConversationTableBuilder([scheme], []);
        builder.Add(new Conversation(At("10:00"), window, groupBy, [scheme], [Usual[0]], [["word"]]));
        return builder.Build().Hash();
    }

    private static string Hash(FlowRecord[] flows, bool withFeatures = true) => Table([flows], withFeatures).Hash();

    private static string Hash(FlowRecord[][] conversations) => Table(conversations, withFeatures: true).Hash();

    private static string Hash(string[][] words)
    {
        var builder = new ConversationTableBuilder([TokenScheme.ProtoByte], []);
        foreach (var conversation in words) builder.Add(OfWords("10:00", Alice, null, conversation));
        return builder.Build().Hash();
    }

    private static ConversationTable Table(FlowRecord[][] conversations, bool withFeatures)
    {
        TokenScheme[] schemes = [TokenScheme.ProtoByte, TokenScheme.State];
        var builder = new ConversationTableBuilder(schemes, [], withFeatures);
        foreach (var flows in conversations)
        {
            var start = flows[0].Start;
            builder.Add(new Conversation(
                start.Date.AddHours(start.Hour), TimeSpan.FromHours(1), FlowGrouping.Dyad, schemes, flows,
                [[.. flows.Select(flow => $"t{flow.Bytes % 7}")], [.. flows.Select(flow => flow.State ?? "none")]]));
        }

        return builder.Build();
    }
}
