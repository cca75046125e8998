using NetAnomaly.Core.Detection;

namespace NetAnomaly.Core.Tests.Detection;

public sealed class CalibrationSetTests
{
    [Fact]
    public void Scores_without_conversations_or_the_other_way_round_are_refused()
    {
        Assert.Throws<ArgumentException>(() => new CalibrationSet([0, 1], [1]));
        Assert.Throws<ArgumentException>(() => new CalibrationSet([1, 0], [1, 2]));
        Assert.Throws<ArgumentException>(() => new CalibrationSet([1, 1], [1, 2]));
    }

    [Fact]
    public void Scores_are_found_by_their_conversations()
    {
        var set = new CalibrationSet([2, 5, 9], [20, 50, 90]);
        Assert.Equal([20, 90], set.Of([2, 9]));
        Assert.Same(set.Scores, set.Of([2, 5, 9]));
        Assert.Throws<KeyNotFoundException>(() => set.Of([3]));
        var even = set.Where(conversation => conversation % 2 == 0);
        Assert.Equal([2], even.Conversations);
        Assert.Equal([20], even.Scores);
    }
}
