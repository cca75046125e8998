using NetAnomaly.Core.Tokens;
using static NetAnomaly.Core.Tests.Support.FlowMaker;

namespace NetAnomaly.Core.Tests.Tokens;

public sealed class TransferDirectionTests
{
    private static readonly Tokenizer Scheme = Tokenizer.Of(TokenScheme.Direction);

    [Theory]
    [InlineData(200, 100, "out")]
    [InlineData(199, 100, "even")]
    [InlineData(100, 199, "even")]
    [InlineData(100, 200, "in")]
    [InlineData(1, 0, "out")]
    [InlineData(0, 1, "in")]
    [InlineData(0, 0, "even")]
    [InlineData(3, 2, "even")]
    [InlineData(5, 2, "out")]
    [InlineData(long.MaxValue - 1, 1, "out")]
    public void Its_word_is_the_side_that_sent_at_least_twice_as_much(long sent, long received, string word) =>
        Assert.Equal(word, Scheme.Word(Flow(bytes: sent + received) with { SourceBytes = sent }));

    [Fact]
    public void Its_word_is_none_where_one_side_is_unknown()
    {
        Assert.Equal("none", Scheme.Word(Flow(bytes: 100)));
        Assert.Equal("none", Scheme.Word(Flow(bytes: null) with { SourceBytes = 100 }));
    }

    [Theory]
    [InlineData("out", "mostly sent")]
    [InlineData("in", "mostly received")]
    [InlineData("even", "sent and received alike")]
    [InlineData("none", "of unknown direction")]
    public void Its_word_is_described(string word, string description) =>
        Assert.Equal(description, Scheme.Describe(word));
}
