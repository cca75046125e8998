using NetAnomaly.Core.Tokens;
using static NetAnomaly.Core.Tests.Support.FlowMaker;

namespace NetAnomaly.Core.Tests.Tokens;

public sealed class DurationMagnitudeTests
{
    private static readonly Tokenizer Scheme = Tokenizer.Of(TokenScheme.Duration);

    [Theory]
    [InlineData(0, "d0")]
    [InlineData(0.999, "d0")]
    [InlineData(1, "d1")]
    [InlineData(2.999, "d1")]
    [InlineData(3, "d2")]
    [InlineData(1022.999, "d9")]
    [InlineData(1023, "d10")]
    [InlineData(1024, "d10")]
    [InlineData(2046, "d10")]
    [InlineData(2047, "d11")]
    [InlineData(86_400_000, "d26")]
    [InlineData(-5, "d0")]
    public void Its_word_is_the_magnitude_of_its_milliseconds(double milliseconds, string word) =>
        Assert.Equal(
            word,
            Scheme.Word(
                Flow() with { Duration = TimeSpan.FromTicks((long)(milliseconds * TimeSpan.TicksPerMillisecond)) }));

    [Fact]
    public void The_longest_and_the_most_negative_time_have_words()
    {
        Assert.Equal("d49", Scheme.Word(Flow() with { Duration = TimeSpan.MaxValue }));
        Assert.Equal("d0", Scheme.Word(Flow() with { Duration = TimeSpan.MinValue }));
    }

    [Theory]
    [InlineData("d0", "lasting under 1 ms")]
    [InlineData("d1", "lasting 0.001 to 0.003 s")]
    [InlineData("d10", "lasting 1.023 to 2.047 s")]
    [InlineData("d22", "lasting 4194.303 to 8388.607 s")]
    [InlineData("dx", "of duration dx")]
    public void Its_word_is_described(string word, string description) =>
        Assert.Equal(description, Scheme.Describe(word));
}
