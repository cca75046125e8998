using NetAnomaly.Internal;

namespace NetAnomaly.Core.Tests.Metrics;

public sealed class ShownListTests
{
    [Fact]
    public void Lists_of_equal_elements_are_equal_whatever_they_were_made_of()
    {
        var made = Indexable.Of<int>([1, 2]);
        Assert.Equal(made, (object)Indexable.Of<int>(new List<int> { 1, 2 }));
        Assert.Equal(made.GetHashCode(), Indexable.Of<int>(new List<int> { 1, 2 }).GetHashCode());
        Assert.Same(Indexable.None<string>(), Indexable.Of<string>([]));
        Assert.False(made.Equals(Indexable.Of<int>([2, 1])));
        Assert.False(made.Equals(Indexable.Of<int>([1])));
    }

    [Fact]
    public void A_list_says_its_elements_as_text() =>
        Assert.Equal("a; b", Indexable.Of<string>(["a", "b"]).ToString());
}
