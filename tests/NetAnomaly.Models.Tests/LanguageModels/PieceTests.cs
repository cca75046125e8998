using NetAnomaly.Models.Networks;
using Xunit;

namespace NetAnomaly.Models.Tests.LanguageModels;

public sealed class PieceTests
{
    [Fact]
    public void A_short_conversation_is_one_piece_behind_padding() =>
        Assert.Equal([[0, 0, 5, 6, 7, 8]], Chunks.Cut([5, 6, 7, 8], new ChunkShape(2)));

    [Fact]
    public void A_long_conversation_is_cut_and_each_piece_begins_with_the_word_before_it()
    {
        var ids = Enumerable.Range(2, (Chunks.MaxLength * 2) + 3).ToArray();

        var pieces = Chunks.Cut(ids, new ChunkShape(1)).ToArray();

        Assert.Equal([Chunks.MaxLength + 1, Chunks.MaxLength + 1, 4], pieces.Select(piece => piece.Length));
        Assert.Equal(ids, pieces.SelectMany(piece => piece.Skip(1)));
        Assert.Equal(pieces[0][^1], pieces[1][0]);
        Assert.Equal(pieces[1][^1], pieces[2][0]);
    }

    [Fact]
    public void Inputs_stand_one_word_before_targets_and_padding_fills_the_rest()
    {
        var batch = Batch([5, 6, 7], [8]);

        Assert.Equal([0L, 5, 6, 0, 0, 0], batch.Before().data<long>().ToArray());
        Assert.Equal([5L, 6, 7, 8, 0, 0], batch.Targets().data<long>().ToArray());
    }

    [Fact]
    public void Grouping_loses_no_piece_and_keeps_batches_within_their_words()
    {
        var random = new Random(1);
        var pieces = Enumerable.Range(0, 500).Select(_ => new int[2 * random.Next(2, 120)]).ToArray();

        var groups = WordBatch.Group(pieces, new ChunkShape(2), words: 256).ToArray();

        Assert.Equal(Enumerable.Range(0, 500), groups.SelectMany(group => group).Order());
        Assert.All(
            groups.Where(group => group.Length > 1), group =>
                Assert.InRange(group.Length * (group.Max(at => pieces[at].Length / 2) - 1), 1, 256));
    }

    [Fact]
    public void Words_behind_stand_last_first_and_the_mirror_finds_them()
    {
        var batch = Batch([5, 6, 7], [8]);

        Assert.Equal([0L, 7, 6, 0, 0, 0], batch.BehindMirrored().data<long>().ToArray());
        Assert.Equal([2L, 1, 0, 3, 4, 5], batch.Mirror().data<long>().ToArray());
    }

    [Fact]
    public void A_window_holds_the_words_before_its_word_and_padding_before_the_first()
    {
        var shape = new ChunkShape(Factors: 1, Context: 3, MaxLength: 1);
        var pieces = Chunks.Cut([5, 6, 7, 8, 9], shape).ToArray();

        Assert.Equal([[0, 0, 0, 5], [0, 0, 5, 6], [0, 5, 6, 7], [5, 6, 7, 8], [6, 7, 8, 9]], pieces);
        Assert.Equal([5L, 6, 7], WordBatch.Of([pieces[3]], shape).Contexts().data<long>().ToArray());
        Assert.Equal([8L], WordBatch.Of([pieces[3]], shape).Targets().data<long>().ToArray());
    }

    private static WordBatch Batch(params int[][] conversations)
    {
        var shape = new ChunkShape(1);
        return WordBatch.Of([.. conversations.SelectMany(ids => Chunks.Cut(ids, shape))], shape);
    }
}
