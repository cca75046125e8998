using NetAnomaly.Internal;

namespace NetAnomaly.Core.Tests.Detection;

public sealed class StableHashTests
{
    [Fact]
    public void Numbers_in_model_files_never_change()
    {
        Assert.Equal(9201335628853528275, StableHash.Of("10.0.0.1"));
        Assert.Equal(4278164388917450344, StableHash.Of("443"));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("-")]
    public void What_names_no_host_is_zero(string? address) => Assert.Equal(0, StableHash.OfAddress(address));

    [Fact]
    public void Pairs_tell_their_order_only_where_it_matters()
    {
        Assert.NotEqual(StableHash.OfPair(1, 2), StableHash.OfPair(2, 1));
        Assert.Equal(StableHash.OfUnorderedPair(1, 2), StableHash.OfUnorderedPair(2, 1));
    }
}
