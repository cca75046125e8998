using NetAnomaly.Core.Datasets;
using NetAnomaly.Core.Tokens;
using static NetAnomaly.Core.Tests.Support.CorpusMaker;
using static NetAnomaly.Core.Tests.Support.FlowMaker;
using static NetAnomaly.Core.Tests.Support.SequenceMaker;

namespace NetAnomaly.Core.Tests.Datasets;

public sealed class VocabularyFittingTests
{
    private static readonly IReadOnlyList<TokenScheme> Schemes = [TokenScheme.ProtoByte];

    private readonly ConversationTable words = Corpus(
        OfWords("10:00", Alice, null, "u7", "t9", "t9", "t5"),
        OfWords("10:00", Bob, null, "t9", "a6", "t5", "u7"),
        OfWords("11:00", Alice, null, "i1"));

    [Fact]
    public void Words_stand_by_falling_count_and_then_by_text()
    {
        var factor = Assert.Single(VocabularyFitting.Fit(words, Schemes, [0, 1, 2]).Factors);
        Assert.Equal(["t9", "t5", "u7", "a6", "i1"], factor.Words.Select(word => word.Text));
        Assert.Equal(TokenScheme.ProtoByte, factor.Scheme);
    }

    [Fact]
    public void Flows_count_every_use_and_hosts_every_source_once()
    {
        var factor = Assert.Single(VocabularyFitting.Fit(words, Schemes, [0, 1, 2]).Factors);
        Assert.Equal(
            [Word("t9", 3, 2, 2), Word("t5", 2, 2, 2), Word("u7", 2, 2, 2), Word("a6", 1, 1, 1), Word("i1", 1, 1, 1)],
            factor.Words);
        Assert.Equal(9, factor.TotalFlows);
        Assert.Equal(8, factor.TotalHosts);
    }

    [Fact]
    public void A_host_counts_once_over_several_conversations_and_once_more_in_every_window()
    {
        var corpus = Corpus(OfWords("10:00", Alice, null, "t1"), OfWords("11:00", Alice, null, "t1", "t1"));
        Assert.Equal(
            Word("t1", 3, 1, 2), Assert.Single(VocabularyFitting.Fit(corpus, Schemes, [0, 1]).Factors[0].Words));
    }

    [Fact]
    public void Only_the_conversations_asked_for_are_counted() =>
        Assert.Equal([Word("i1", 1, 1, 1)], VocabularyFitting.Fit(words, Schemes, [2]).Factors[0].Words);

    [Fact]
    public void Words_that_were_not_fitted_are_mapped_to_unknown()
    {
        var vocabulary = VocabularyFitting.Fit(words, Schemes, [0]);
        var map = VocabularyFitting.Map(words, vocabulary);
        Assert.Equal(
            ["t9", "<unk>", "t5", "u7"],
            VocabularyFitting.Encode(words, map, 1).Select(id => vocabulary.Factors[0][id].Text));
    }

    [Fact]
    public void A_conversation_of_the_corpus_is_encoded_as_the_vocabulary_encodes_the_conversation()
    {
        IReadOnlyList<TokenScheme> schemes = [TokenScheme.ProtoByte, TokenScheme.State];
        var sequence = OfFactors(schemes, ["t1", "t2", "t1"], ["SF", "S0", "S0"]);
        var corpus = Corpus(schemes, [], OfFactors(schemes, ["u9"], ["S0"]), sequence);
        var vocabulary = VocabularyFitting.Fit(corpus, schemes, [0, 1]);
        Assert.Equal(
            vocabulary.Encode(sequence),
            VocabularyFitting.Encode(corpus, VocabularyFitting.Map(corpus, vocabulary), 1));
        Assert.Equal(["t1", "t2", "u9"], vocabulary.Factors[0].Words.Select(word => word.Text));
        Assert.Equal(["S0", "SF"], vocabulary.Factors[1].Words.Select(word => word.Text));
    }

    private static VocabularyEntry Word(string text, long flows, long hosts, long hostWindows) =>
        new(text, flows, hosts) { HostWindows = hostWindows };
}
