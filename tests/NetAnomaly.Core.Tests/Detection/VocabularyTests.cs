using NetAnomaly.Core.Tokens;
using static NetAnomaly.Core.Tests.Support.SequenceMaker;

namespace NetAnomaly.Core.Tests.Detection;

public sealed class VocabularyTests
{
    private static readonly FactorVocabulary Bytes = new(TokenScheme.ProtoByte, [new("t12", 30, 3), new("u7", 10, 2)]);
    private static readonly FactorVocabulary Ports = new(TokenScheme.ServicePort, [new("443", 40, 3)]);

    [Fact]
    public void The_first_two_ids_are_reserved()
    {
        Assert.Equal(0, Bytes.Id("<pad>"));
        Assert.Equal(1, Bytes.Id("<unk>"));
        Assert.Equal("<pad>", Bytes[0].Text);
        Assert.Equal("<unk>", Bytes[1].Text);
        Assert.Equal(2, new FactorVocabulary(TokenScheme.ProtoByte, []).Size);
    }

    [Fact]
    public void Words_are_numbered_from_two_in_the_order_given()
    {
        Assert.Equal(4, Bytes.Size);
        Assert.Equal(2, Bytes.Id("t12"));
        Assert.Equal(3, Bytes.Id("u7"));
        Assert.Equal(new VocabularyEntry("u7", 10, 2), Bytes[3]);
        Assert.Equal(["t12", "u7"], Bytes.Words.Select(word => word.Text));
    }

    [Theory]
    [InlineData("t13")]
    [InlineData("T12")]
    [InlineData("")]
    public void A_word_that_training_did_not_see_is_unknown(string word) =>
        Assert.Equal(FactorVocabulary.UnknownId, Bytes.Id(word));

    [Fact]
    public void It_knows_how_much_was_counted()
    {
        Assert.Equal(40, Bytes.TotalFlows);
        Assert.Equal(5, Bytes.TotalHosts);
    }

    [Theory]
    [InlineData("a", "a")]
    [InlineData("<pad>", "a")]
    [InlineData("a", "<unk>")]
    public void A_word_given_twice_or_reserved_is_refused(string first, string second) =>
        Assert.Throws<ArgumentException>(
            () => new FactorVocabulary(TokenScheme.State, [new(first, 1, 1), new(second, 1, 1)]));

    [Theory]
    [InlineData(-1, 1)]
    [InlineData(1, -1)]
    public void A_negative_count_is_refused(long flows, long hosts) =>
        Assert.Throws<ArgumentException>(() => new FactorVocabulary(TokenScheme.State, [new("SF", flows, hosts)]));

    [Fact]
    public void A_vocabulary_without_factors_is_refused() => Assert.Throws<ArgumentException>(() => new Vocabulary([]));

    [Fact]
    public void A_conversation_is_encoded_position_by_position_its_factors_side_by_side()
    {
        var sequence = OfFactors(
            [TokenScheme.ProtoByte, TokenScheme.ServicePort], ["t12", "u7", "i3"], ["443", "53", "443"]);
        Assert.Equal([2, 2, 3, 1, 1, 2], new Vocabulary([Bytes, Ports]).Encode(sequence));
    }

    [Fact]
    public void A_conversation_of_another_number_of_factors_is_refused() =>
        Assert.Throws<ArgumentException>(
            () => new Vocabulary([Bytes, Ports]).Encode(OfFactors([TokenScheme.ProtoByte], ["t12"])));
}
