using NetAnomaly.Core.Tokens;
using static NetAnomaly.Core.Tests.Support.FlowMaker;

namespace NetAnomaly.Core.Tests.Tokens;

public sealed class WordSchemeTests
{
    public static TheoryData<TokenScheme> Schemes => [.. Enum.GetValues<TokenScheme>()];

    [Theory]
    [MemberData(nameof(Schemes))]
    public void Every_scheme_of_the_enumeration_has_its_words(TokenScheme scheme) => Assert.Equal(scheme, WordScheme.Of(scheme).Scheme);

    [Theory]
    [MemberData(nameof(Schemes))]
    public void A_flow_of_which_nothing_is_known_has_a_word_that_is_neither_empty_nor_reserved(TokenScheme scheme)
    {
        var word = WordScheme.Of(scheme).Word(Flow(protocol: "", bytes: null));
        Assert.NotEmpty(word);
        Assert.DoesNotContain(word, new[] { FactorVocabulary.Pad, FactorVocabulary.Unknown });
        Assert.NotEmpty(WordScheme.Of(scheme).Describe(word));
    }

    [Fact]
    public void A_scheme_beyond_the_enumeration_is_refused() => Assert.Throws<ArgumentOutOfRangeException>(() => WordScheme.Of((TokenScheme)99));
}
