using NetAnomaly.Core.Tokens;
using static NetAnomaly.Core.Tests.Support.FlowMaker;

namespace NetAnomaly.Core.Tests.Tokens;

public sealed class TokenizerTests
{
    public static TheoryData<TokenScheme> Schemes => [.. Enum.GetValues<TokenScheme>()];

    [Theory]
    [MemberData(nameof(Schemes))]
    public void Every_scheme_of_the_enumeration_has_its_words(TokenScheme scheme) =>
        Assert.Equal(scheme, Tokenizer.Of(scheme).Scheme);

    [Theory]
    [MemberData(nameof(Schemes))]
    public void A_flow_of_which_nothing_is_known_has_a_word_that_is_neither_empty_nor_reserved(TokenScheme scheme)
    {
        var word = Tokenizer.Of(scheme).Word(Flow(protocol: "", bytes: null));
        Assert.NotEmpty(word);
        Assert.DoesNotContain(word, new[] { FactorVocabulary.Pad, FactorVocabulary.Unknown });
        Assert.NotEmpty(Tokenizer.Of(scheme).Describe(word));
    }

    [Fact]
    public void A_scheme_beyond_the_enumeration_is_refused() =>
        Assert.Throws<ArgumentOutOfRangeException>(() => Tokenizer.Of((TokenScheme)99));
}
