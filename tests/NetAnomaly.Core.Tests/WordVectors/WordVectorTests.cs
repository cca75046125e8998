using NetAnomaly.Core.Datasets;
using NetAnomaly.Core.Tokens;
using NetAnomaly.Core.WordVectors;
using NetAnomaly.Internal;
using static NetAnomaly.Core.Tests.Support.CorpusMaker;
using static NetAnomaly.Core.Tests.Support.SequenceMaker;

namespace NetAnomaly.Core.Tests.WordVectors;

public sealed class WordVectorTests
{
    private static readonly TokenScheme[] Bytes = [TokenScheme.ProtoByte];

    // Two topics of five words each, which never meet; "common" is in every conversation.
    private static readonly ConversationTable Topics = Corpus(Enumerable.Range(0, 400).Select(n => Conversation(n)));

    private static readonly WordVectorOptions Options = new() { Width = 16, Seed = 3, LeastSteps = 100_000 };

    [Fact]
    public void The_nearest_words_are_of_the_same_topic()
    {
        var vectors = Train(Topics, Options);
        foreach (var topic in new[] { "a", "b" })
        {
            for (var word = 0; word < 5; word++)
            {
                var nearest = vectors.Nearest($"{topic}{word}", 4);
                Assert.All(nearest, neighbor => Assert.StartsWith(topic, neighbor.Word, StringComparison.Ordinal));
                Assert.Equal(nearest.OrderByDescending(neighbor => neighbor.Similarity), nearest);
                Assert.All(nearest, neighbor => Assert.InRange(neighbor.Similarity, 0.5, 1));
            }
        }
    }

    [Fact]
    public void The_same_seed_gives_the_same_vectors_to_the_bit_and_another_seed_others()
    {
        Assert.Equal(Train(Topics, Options).Vectors.Values, Train(Topics, Options).Vectors.Values);
        Assert.NotEqual(Train(Topics, Options).Vectors.Values, Train(Topics, Options with { Seed = 4 }).Vectors.Values);
    }

    [Fact]
    public void Repeats_weigh_as_many_conversations_do()
    {
        var (options, vocabulary) = (Options with { Subsample = 0 }, VocabularyFitting.Fit(Topics, Bytes, [0, 1, 2]));
        var once = ContextPairs.Of(
            Topics, vocabulary.Factors[0], 0, [0, 1], options, TestContext.Current.CancellationToken);
        var often = ContextPairs.Of(
            Topics, vocabulary.Factors[0], 0, [0, 1, 0, 1, 0, 1], options, TestContext.Current.CancellationToken);
        Assert.Equal(
            once.Pairs.Select(pair => (pair.Word, pair.Context)),
            often.Pairs.Select(pair => (pair.Word, pair.Context)));
        Assert.All(once.Pairs.Zip(often.Pairs), pair => Assert.Equal(3 * pair.First.Weight, pair.Second.Weight, 1e-9));
        Assert.Equal(once.Uses.Select(uses => uses * 3), often.Uses);
    }

    [Fact]
    public void Near_words_weigh_more_than_far_ones_and_those_beyond_the_window_nothing()
    {
        var corpus = Corpus(OfWords("10:00", "10.0.0.1", null, "x", "y", "z", "w"));
        var vocabulary = VocabularyFitting.Fit(corpus, Bytes, [0]).Factors[0];
        var pairs = ContextPairs.Of(
            corpus, vocabulary, 0, [0], new WordVectorOptions { Window = 2, Subsample = 0 },
            TestContext.Current.CancellationToken).Pairs;
        Assert.Equal(1, Weight("x", "y"));
        Assert.Equal(1, Weight("y", "x"));
        Assert.Equal(0.5, Weight("x", "z"));
        Assert.Equal(0, Weight("x", "w"));

        double Weight(string word, string context) =>
            pairs.Where(pair => pair.Word == vocabulary.Id(word) && pair.Context == vocabulary.Id(context))
                .Sum(pair => pair.Weight);
    }

    [Fact]
    public void Frequent_words_are_used_less_often_than_they_occur()
    {
        var vocabulary = VocabularyFitting.Fit(Topics, Bytes, [.. Enumerable.Range(0, Topics.Count)]).Factors[0];
        int[] all = [.. Enumerable.Range(0, Topics.Count)];
        var common = vocabulary.Id("common");
        Assert.True(Share(1e-3) < Share(0) * 0.9);

        double Share(double subsample)
        {
            var pairs = ContextPairs.Of(
                Topics, vocabulary, 0, all, Options with { Subsample = subsample },
                TestContext.Current.CancellationToken).Pairs;
            return pairs.Where(pair => pair.Word == common).Sum(pair => pair.Weight) / pairs.Sum(pair => pair.Weight);
        }
    }

    [Fact]
    public void Each_factor_has_vectors_of_its_own_words()
    {
        IReadOnlyList<TokenScheme> schemes = [TokenScheme.ProtoByte, TokenScheme.State];
        var corpus = Corpus(schemes, [], OfFactors(schemes, ["t1", "t2", "t1"], ["SF", "S0", "S0"]));
        var vocabulary = VocabularyFitting.Fit(corpus, schemes, [0]);
        var states = WordVectorTrainer.Train(
            corpus, vocabulary, 1, [0], Options, TestContext.Current.CancellationToken);
        Assert.Equal("SF", Assert.Single(states.Nearest("S0", 5)).Word);
        Assert.True(states.Knows("SF"));
        Assert.False(states.Knows("t1"));
    }

    [Fact]
    public void Words_beyond_those_told_apart_are_one_unknown_word()
    {
        var vectors = Train(Topics, Options with { Words = FactorVocabulary.Reserved + 6 });
        Assert.Equal(FactorVocabulary.Reserved + 6, vectors.Vectors.Words);
        Assert.Equal(16, vectors.Vectors.Width);
        Assert.False(vectors.Knows("b4"));
        Assert.Equal(vectors.Nearest(FactorVocabulary.UnknownId, 3), vectors.Nearest("b4", 3));
        Assert.Equal(6, vectors.Nearest("b4", 100).Count);
        Assert.Contains(vectors.Nearest("common", 100), neighbor => neighbor.Word == FactorVocabulary.Unknown);
    }

    [Fact]
    public void The_reserved_words_have_no_vector_where_every_word_was_seen()
    {
        var vectors = Train(Topics, Options);
        Assert.All(
            vectors.Vectors.Values[..(FactorVocabulary.Reserved * Options.Width)], value => Assert.Equal(0, value));
        Assert.Empty(vectors.Nearest("never seen", 5));
        Assert.Equal(10, vectors.Nearest("common", 100).Count);
    }

    [Fact]
    public void Conversations_of_one_word_teach_nothing_and_break_nothing()
    {
        var corpus = Corpus(OfWords("10:00", "10.0.0.1", null, "x"), OfWords("10:00", "10.0.0.1", null, "y"));
        Assert.All(Train(corpus, Options).Vectors.Values, value => Assert.True(float.IsFinite(value)));
        Assert.Single(Train(corpus, Options).Nearest("x", 5));
    }

    [Fact]
    public void Numbers_out_of_range_are_refused()
    {
        WordVectorOptions[] wrong =
        [
            new() { Width = 0 }, new() { Window = 0 }, new() { Negatives = 0 }, new() { Epochs = 0 },
            new() { LeastSteps = -1 }, new() { Words = 1 },
            new() { Subsample = -1 }, new() { Subsample = double.NaN }, new() { LearningRate = 0 },
            new() { LearningRate = double.NaN },
        ];
        Assert.All(wrong, options => Assert.ThrowsAny<ArgumentException>(() => Train(Topics, options)));
        Assert.Throws<ArgumentOutOfRangeException>(() => Train(Topics, Options).Nearest(99, 1));
    }

    [Fact]
    public void It_stops_when_it_is_cancelled()
    {
        var vocabulary = VocabularyFitting.Fit(Topics, Bytes, [0]);
        Assert.Throws<OperationCanceledException>(
            () => WordVectorTrainer.Train(Topics, vocabulary, 0, [0], Options, new CancellationToken(canceled: true)));
    }

    [Fact]
    public void Draws_follow_their_weights()
    {
        var table = new AliasTable([1, 0, 3, 6]);
        var random = new CounterRandom(1, RandomStream.WordVectors);
        var counts = new int[4];
        for (var i = 0; i < 100_000; i++) counts[table.Draw(random)]++;
        Assert.Equal(0, counts[1]);
        Assert.InRange(counts[0], 9_500, 10_500);
        Assert.InRange(counts[2], 29_300, 30_700);
        Assert.InRange(counts[3], 59_200, 60_800);
    }

    private static WordVectorTable Train(ConversationTable corpus, WordVectorOptions options)
    {
        int[] all = [.. Enumerable.Range(0, corpus.Count)];
        return WordVectorTrainer.Train(
            corpus, VocabularyFitting.Fit(corpus, Bytes, all), 0, all, options, TestContext.Current.CancellationToken);
    }

    private static Conversation Conversation(int number)
    {
        var random = new Random(number);
        var topic = number % 2 == 0 ? "a" : "b";
        var words = Enumerable.Range(0, 8).Select(at => at == 4 ? "common" : topic + random.Next(5)).ToArray();
        return OfWords("10:00", $"10.0.0.{number % 200}", null, words);
    }
}
