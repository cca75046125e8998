using NetAnomaly.Core.Tokens;
using static NetAnomaly.Core.Tests.Support.FlowMaker;

namespace NetAnomaly.Core.Tests.Tokens;

public sealed class ProtocolMagnitudeTests
{
    private static readonly Tokenizer Bytes = Tokenizer.Of(TokenScheme.ProtoByte);
    private static readonly Tokenizer Packets = Tokenizer.Of(TokenScheme.Packets);

    // n: floor(log2(n + 1)).
    public static TheoryData<long, int> Magnitudes => new()
    {
        { 0, 0 }, { 1, 1 }, { 2, 1 }, { 3, 2 }, { 6, 2 }, { 7, 3 }, { 8, 3 },
        { 1022, 9 }, { 1023, 10 }, { 1024, 10 }, { 2046, 10 }, { 2047, 11 },
        { 4094, 11 }, { 4095, 12 }, { 4096, 12 }, { 8190, 12 }, { 8191, 13 },
        { (1L << 31) - 1, 31 }, { 1L << 31, 31 }, { (1L << 32) - 2, 31 }, { (1L << 32) - 1, 32 }, { 1L << 32, 32 },
        { long.MaxValue - 1, 62 }, { long.MaxValue, 63 },
    };

    [Theory]
    [MemberData(nameof(Magnitudes))]
    public void A_ProtoByte_word_is_the_protocol_and_the_magnitude_of_its_bytes(long bytes, int magnitude) =>
        Assert.Equal($"t{magnitude}", Bytes.Word(Flow(bytes: bytes) with { Packets = 1 }));

    [Theory]
    [MemberData(nameof(Magnitudes))]
    public void A_Packets_word_is_the_protocol_and_the_magnitude_of_its_packets(long packets, int magnitude) =>
        Assert.Equal($"t{magnitude}", Packets.Word(Flow(bytes: 1) with { Packets = packets }));

    [Theory]
    [InlineData("tcp", "t6")]
    [InlineData("udp", "u6")]
    [InlineData("icmp", "i6")]
    [InlineData("arp", "a6")]
    [InlineData("47", "46")]
    [InlineData("", "?6")]
    [InlineData("é", "?6")]
    public void Its_first_letter_is_the_protocols(string protocol, string word) =>
        Assert.Equal(word, Bytes.Word(Flow(protocol: protocol, bytes: 100)));

    [Fact]
    public void A_number_that_was_not_counted_is_a_question_mark_not_a_zero()
    {
        Assert.Equal("t?", Bytes.Word(Flow(bytes: null)));
        Assert.Equal("u?", Packets.Word(Flow(protocol: "udp")));
    }

    [Fact]
    public void Equal_words_are_one_object() =>
        Assert.Same(Bytes.Word(Flow(bytes: 5000)), Bytes.Word(Flow(bytes: 6000)));

    [Theory]
    [InlineData("t0", "tcp of 0 B")]
    [InlineData("t1", "tcp of 1 to 2 B")]
    [InlineData("u2", "udp of 3 to 6 B")]
    [InlineData("u9", "udp of 511 to 1022 B")]
    [InlineData("i10", "icmp of 1 to 2 kB")]
    [InlineData("a12", "arp of 4 to 8 kB")]
    [InlineData("t19", "tcp of 512 to 1024 kB")]
    [InlineData("t20", "tcp of 1 to 2 MB")]
    [InlineData("t35", "tcp of 32 to 64 GB")]
    [InlineData("t63", "tcp of 8 to 16 EB")]
    [InlineData("t?", "tcp of unknown size")]
    [InlineData("e5", "e… of 31 to 62 B")]
    public void A_ProtoByte_word_is_described_with_its_range(string word, string description) =>
        Assert.Equal(description, Bytes.Describe(word));

    [Theory]
    [InlineData("t1", "tcp of 1 to 2 packets")]
    [InlineData("t2", "tcp of 3 to 6 packets")]
    [InlineData("u12", "udp of 4 to 8 k packets")]
    [InlineData("u?", "udp of unknown size")]
    public void A_Packets_word_is_described_with_its_range(string word, string description) =>
        Assert.Equal(description, Packets.Describe(word));

    [Fact]
    public void The_range_in_a_description_holds_every_small_number_that_makes_the_word()
    {
        for (var packets = 1; packets < 1023; packets++)
        {
            var words = Packets.Describe(Packets.Word(Flow() with { Packets = packets })).Split(' ');
            Assert.InRange(packets, int.Parse(words[2]), int.Parse(words[4]));
        }
    }
}
