using NetAnomaly.Core.Datasets;
using NetAnomaly.Models.Networks;
using NetAnomaly.Models.Words;
using Xunit;

namespace NetAnomaly.Models.Tests.LanguageModels;

public sealed class WordWeightTests
{
    [Fact]
    public void By_flow_a_piece_weighs_as_often_as_it_occurs()
    {
        var set = Set(TokenCounting.Flow, ("a", ["x", "y"]), ("b", ["x", "y"]), ("a", ["y"]));

        Assert.Equal([2, 1], set.Pieces.Select(set.Shape.Words));
        Assert.Equal([[2f, 2], [1f]], set.Weights);
    }

    [Fact]
    public void By_host_the_uses_of_a_word_add_up_to_the_sources_that_used_it()
    {
        var set = Set(TokenCounting.SourceHost, ("a", ["x", "x", "x", "y"]), ("a", ["x", "x", "x", "y"]), ("b", ["x"]));

        Assert.Equal(2, Weight(set, 0), 1e-5);
        Assert.Equal(1, Weight(set, 1), 1e-5);
    }

    [Fact]
    public void By_host_and_window_a_source_has_one_use_of_a_word_in_every_window()
    {
        var corpus = new ConversationTableBuilder([TokenScheme.ProtoByte], []);
        foreach (var (host, hour) in new[] { ("a", 0), ("a", 0), ("a", 1), ("b", 1), ("a", 2) }) corpus.Add(
            SyntheticConversations.From(host, ["x", "x", "x"], hour));
        var set = Set(TokenCounting.SourceWindow, new ChunkShape(1), corpus.Build());

        Assert.Equal(4, Weight(set, 0), 1e-5);
    }

    [Fact]
    public void A_shape_that_asks_for_repeats_gets_every_piece_as_often_as_it_occurs()
    {
        var set = Set(
            TokenCounting.Flow, new ChunkShape(1, Context: 2, MaxLength: 1, Repeats: true), ("a", ["x", "x"]),
            ("a", ["x", "x"]));

        Assert.Equal(4, set.Pieces.Length);
        Assert.All(set.Weights, weights => Assert.Equal([1f], weights));
    }

    // The sum of a word's weights over a set.
    private static double Weight(ChunkSet set, int word) => set.Pieces
        .Select(
            (piece, index) => piece.Skip(set.Shape.Context).Select(
                (id, at) => id == word + 2 ? set.Weights[index][at] : 0).Sum(weight => (double)weight))
        .Sum();

    private static ChunkSet Set(TokenCounting countBy, params (string Host, string[] Words)[] conversations) =>
        Set(countBy, new ChunkShape(1), conversations);

    private static ChunkSet Set(
        TokenCounting countBy, ChunkShape shape, params (string Host, string[] Words)[] conversations)
    {
        var builder = new ConversationTableBuilder([TokenScheme.ProtoByte], []);
        foreach (var (host, words) in conversations) builder.Add(SyntheticConversations.From(host, words));
        return Set(countBy, shape, builder.Build());
    }

    private static ChunkSet Set(TokenCounting countBy, ChunkShape shape, ConversationTable corpus)
    {
        var ids = new Dictionary<string, int> { ["x"] = 2, ["y"] = 3 };
        return ChunkSet.Of(
            corpus, [.. Enumerable.Range(0, corpus.Count)], conversation =>
                [.. corpus.Tokens(conversation, 0).ToArray().Select(raw => ids[corpus.Texts[0][raw]])], shape, countBy);
    }
}
