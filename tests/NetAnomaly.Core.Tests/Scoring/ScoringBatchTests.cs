using NetAnomaly.Core.Detection;
using NetAnomaly.Core.Scoring;
using static NetAnomaly.Core.Tests.Support.SequenceMaker;

namespace NetAnomaly.Core.Tests.Scoring;

public sealed class ScoringBatchTests
{
    private const int Size = 7;

    [Fact]
    public void Conversations_that_stand_alone_go_by_the_batch()
    {
        var batch = new ScoringBatch(DetectorScope.Conversation, Size);
        for (var i = 1; i < Size; i++) Assert.Empty(batch.Add(OfWords("10:00", "a", null, "t1")));
        Assert.Equal(Size, batch.Add(OfWords("11:00", "a", null, "t1")).Count);
        Assert.Equal(0, batch.Count);
    }

    [Fact]
    public void Windows_go_whole_when_the_next_begins()
    {
        var batch = new ScoringBatch(DetectorScope.Window, Size);
        for (var i = 0; i < 2 * Size; i++) Assert.Empty(batch.Add(OfWords("10:00", "a", null, "t1")));
        Assert.Equal(2 * Size, batch.Add(OfWords("11:00", "a", null, "t1")).Count);
        Assert.Single(batch.Complete());
        Assert.Empty(batch.Complete());
    }
}
