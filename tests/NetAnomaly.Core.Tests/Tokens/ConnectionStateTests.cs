using NetAnomaly.Core.Tokens;
using static NetAnomaly.Core.Tests.Support.FlowMaker;

namespace NetAnomaly.Core.Tests.Tokens;

public sealed class ConnectionStateTests
{
    private static readonly Tokenizer Scheme = Tokenizer.Of(TokenScheme.State);

    [Theory]
    [InlineData("FSPA_FSPA", "FSPA_FSPA")]
    [InlineData("S0", "S0")]
    [InlineData("", "none")]
    [InlineData(null, "none")]
    public void Its_word_is_the_state_as_exported(string? state, string word) =>
        Assert.Equal(word, Scheme.Word(Flow() with { State = state }));

    [Theory]
    [InlineData(FactorVocabulary.Pad)]
    [InlineData(FactorVocabulary.Unknown)]
    public void A_state_that_reads_like_a_reserved_word_is_none(string state) =>
        Assert.Equal("none", Scheme.Word(Flow() with { State = state }));

    [Theory]
    [InlineData("S0", "ending in state S0")]
    [InlineData("none", "without state")]
    public void Its_word_is_described(string word, string description) =>
        Assert.Equal(description, Scheme.Describe(word));
}
