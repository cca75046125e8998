using NetAnomaly.Core.Datasets;
using static NetAnomaly.Core.Tests.Support.CorpusMaker;
using static NetAnomaly.Core.Tests.Support.FlowMaker;
using static NetAnomaly.Core.Tests.Support.SequenceMaker;

namespace NetAnomaly.Core.Tests.Datasets;

public sealed class ConversationTableTests
{
    [Theory]
    [InlineData("*Botnet*", "flow=From-Botnet-V47-UDP-DNS", true)]
    [InlineData("*botnet*", "flow=From-BOTNET-V47", true)]
    [InlineData("flow=From-*", "flow=From-Normal", true)]
    [InlineData("From-*", "flow=From-Normal", false)]
    [InlineData("DoS?", "DoS1", true)]
    [InlineData("DoS?", "DoS12", false)]
    [InlineData("Attack", "Attack", true)]
    [InlineData("Attack", "Attacker", false)]
    [InlineData("a.c", "abc", false)]
    [InlineData("*", "anything", true)]
    public void A_conversation_is_left_out_where_a_label_is_like_the_pattern(
        string pattern, string label, bool excluded)
    {
        var builder = new ConversationTableBuilder([TokenScheme.ProtoByte], [pattern]);
        Assert.Equal(!excluded, builder.Add(Sequence(Flow(label: "flow=Background"), Flow(label: label), Flow())));
        Assert.Equal(excluded ? 1 : 0, builder.Excluded);
        Assert.Equal(excluded ? 0 : 1, builder.Count);
    }

    [Fact]
    public void Conversations_that_were_grouped_otherwise_than_those_before_are_refused()
    {
        var builder = new ConversationTableBuilder([TokenScheme.ProtoByte], []);
        builder.Add(OfWords("10:00", Alice, null, "t1"));
        Assert.StartsWith(
            "The conversation was grouped by Dyad in a window of 2 h; those before it by Dyad in 1 h.",
            Refusal(builder, TimeSpan.FromHours(2), FlowGrouping.Dyad, TokenScheme.ProtoByte));
        Assert.Contains(
            "by Source", Refusal(builder, TimeSpan.FromHours(1), FlowGrouping.Source, TokenScheme.ProtoByte));
        Assert.StartsWith(
            "The conversation was made with the token schemes State; the model wants ProtoByte.",
            Refusal(builder, TimeSpan.FromHours(1), FlowGrouping.Dyad, TokenScheme.State));
        Assert.Equal(1, builder.Count);
    }

    [Fact]
    public void Tables_joined_have_left_out_what_either_did()
    {
        var one = Corpus([TokenScheme.ProtoByte], ["bad"], Labelled("bad"), Labelled("bad"), Labelled("good"));
        var other = Corpus([TokenScheme.ProtoByte], ["bad"], Labelled("bad"), Labelled("good"));
        Assert.Equal(3, one.Concat(other).Excluded);

        static Conversation Labelled(string label) => OfWords("10:00", Alice, label, "t1");
    }

    [Fact]
    public void A_table_of_nothing_has_no_features() =>
        Assert.Null(new ConversationTableBuilder([TokenScheme.ProtoByte], [], withFeatures: true).Build().Features);

    [Fact]
    public void One_of_several_patterns_suffices()
    {
        var corpus = Corpus(
            [TokenScheme.ProtoByte],
            ["*Botnet*", "*Normal*"],
            OfWords("10:00", Alice, "Botnet", "t1"),
            OfWords("10:00", Alice, "Normal", "t2"),
            OfWords("10:00", Alice, "Background", "t3"),
            OfWords("10:00", Alice, null, "t4"));
        Assert.Equal(2, corpus.Excluded);
        Assert.Equal(["t3", "t4"], Texts(corpus));
    }

    [Fact]
    public void Without_patterns_labels_are_not_looked_at() =>
        Assert.Equal(0, Corpus(OfWords("10:00", Alice, "Botnet", "t1")).Excluded);

    [Fact]
    public void A_flow_without_label_is_never_like_a_pattern() =>
        Assert.Equal(1, Corpus([TokenScheme.ProtoByte], ["*"], OfWords("10:00", Alice, null, "t1")).Count);

    [Fact]
    public void Conversations_stand_by_window_and_then_as_they_came()
    {
        var corpus = Corpus(
            OfWords("11:00", Alice, null, "t5", "t6"),
            OfWords("10:00", Bob, null, "t1"),
            OfWords("12:00", Alice, null, "t8"),
            OfWords("10:00", Alice, null, "t2", "t3", "t4"),
            OfWords("11:00", Bob, null, "t7"));
        Assert.Equal(["t1", "t2 t3 t4", "t5 t6", "t7", "t8"], Texts(corpus));
        Assert.Equal(
            ["10:00", "10:00", "11:00", "11:00", "12:00"],
            Enumerable.Range(0, corpus.Count).Select(conversation => $"{corpus.WindowStart(conversation):HH:mm}"));
        Assert.Equal([1, 3, 2, 1, 1], Enumerable.Range(0, corpus.Count).Select(corpus.Length));
        Assert.Equal(8, corpus.Flows);
        Assert.Equal(TimeSpan.FromHours(1), corpus.Window);
        Assert.Equal(DateTimeKind.Utc, corpus.WindowStart(0).Kind);
    }

    [Fact]
    public void Sources_stand_beside_their_words_in_any_order_of_windows()
    {
        foreach (var hours in new[] { (Early: "10:00", Late: "11:00"), (Early: "11:00", Late: "10:00") })
        {
            var corpus = Corpus(
                OfWords(hours.Early, Alice, null, "t1", "t2"), OfWords(hours.Late, Bob, null, "t3"),
                OfWords(hours.Late, Alice, null, "t4"));
            var hostOf = Enumerable.Range(0, corpus.Count).ToDictionary(
                conversation => corpus.Texts[0][corpus.Tokens(conversation, 0)[0]], conversation =>
                    corpus.Hosts(conversation).ToArray());
            Assert.Equal([hostOf["t4"][0], hostOf["t4"][0]], hostOf["t1"]);
            Assert.NotEqual(hostOf["t1"][0], hostOf["t3"][0]);
        }
    }

    [Fact]
    public void Words_of_several_factors_stand_side_by_side()
    {
        IReadOnlyList<TokenScheme> schemes = [TokenScheme.ProtoByte, TokenScheme.State];
        var corpus = Corpus(schemes, [], OfFactors(schemes, ["t1", "t2"], ["SF", "S0"]));
        Assert.Equal(2, corpus.Factors);
        Assert.Equal(["t1", "t2"], corpus.Tokens(0, 0).ToArray().Select(token => corpus.Texts[0][token]));
        Assert.Equal(["SF", "S0"], corpus.Tokens(0, 1).ToArray().Select(token => corpus.Texts[1][token]));
    }

    [Fact]
    public void A_conversation_of_other_schemes_is_refused_and_both_are_named()
    {
        var builder = new ConversationTableBuilder([TokenScheme.ServicePort], []);
        var error = Assert.Throws<ArgumentException>(() => builder.Add(Sequence(Flow())));
        Assert.Contains("ProtoByte", error.Message, StringComparison.Ordinal);
        Assert.Contains("ServicePort", error.Message, StringComparison.Ordinal);
        Assert.Equal(0, builder.Count);
    }

    [Fact]
    public void A_corpus_of_nothing_is_empty()
    {
        var corpus = Corpus();
        Assert.Equal((0, 0), (corpus.Count, corpus.Flows));
    }

    private static IEnumerable<string> Texts(ConversationTable corpus) => Enumerable.Range(0, corpus.Count)
        .Select(
            conversation =>
                string.Join(' ', corpus.Tokens(conversation, 0).ToArray().Select(word => corpus.Texts[0][word])));

    private static string Refusal(
        ConversationTableBuilder builder, TimeSpan window, FlowGrouping groupBy, TokenScheme scheme) =>
        Assert.Throws<ArgumentException>(
            () => builder.Add(new Conversation(At("10:00"), window, groupBy, [scheme], [Flow()], [["t1"]]))).Message;
}
