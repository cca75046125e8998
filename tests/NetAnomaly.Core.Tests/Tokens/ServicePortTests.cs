using NetAnomaly.Core.Tokens;
using static NetAnomaly.Core.Tests.Support.FlowMaker;

namespace NetAnomaly.Core.Tests.Tokens;

public sealed class ServicePortTests
{
    private static readonly Tokenizer Scheme = Tokenizer.Of(TokenScheme.ServicePort);

    [Theory]
    [InlineData(49213, 80, "80")]
    [InlineData(80, 49213, "80")]
    [InlineData(9, 80, "9")] // As text 80 would be the lower.
    [InlineData(443, 443, "443")]
    [InlineData(0, 53, "0")]
    [InlineData(9999, 50000, "9999")]
    [InlineData(10000, 50000, "10000")]
    [InlineData(10001, 50000, "10000")]
    [InlineData(65535, 65535, "10000")]
    [InlineData(50000, null, "10000")]
    [InlineData(22, null, "22")]
    [InlineData(null, 22, "22")]
    [InlineData(null, 65535, "10000")]
    [InlineData(null, null, "none")]
    public void Its_word_is_the_lower_port_as_a_number(int? source, int? destination, string word) =>
        Assert.Equal(word, Scheme.Word(Flow() with { SourcePort = source, DestinationPort = destination }));

    [Theory]
    [InlineData("22", "on port 22")]
    [InlineData("9999", "on port 9999")]
    [InlineData("10000", "on ports of 10000 and above")]
    [InlineData("none", "without port")]
    public void Its_word_is_described(string word, string description) =>
        Assert.Equal(description, Scheme.Describe(word));
}
