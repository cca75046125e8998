using NetAnomaly.Models.MetricLearning.References;
using Xunit;

namespace NetAnomaly.Models.Tests.MetricLearning;

public sealed class ReferenceTests
{
    [Fact]
    public void Centres_stand_amid_their_points()
    {
        float[] points = [0, 0, 0, 2, 2, 0, 2, 2, 100, 100, 100, 102, 102, 100, 102, 102];
        var centres = KMeans.Centres(points, 2, 2, new Random(3)).Chunk(2).OrderBy(centre => centre[0]).ToArray();
        Assert.Equal([[1f, 1f], [101f, 101f]], centres);
    }

    [Fact]
    public void Few_points_are_their_own_centres() => Assert.Equal([1f, 2f, 3f, 4f], KMeans.Centres([1, 2, 3, 4], 2, 5, new Random(0)));

    [Fact]
    public void A_coreset_covers_what_is_rare_and_takes_no_point_twice()
    {
        float[] points = [0, 0, 0, 1, 0, 0, 50, 0.5f, -40];
        var taken = GreedyCoreset.Take(points, 1, 4, new Random(1));
        Assert.Contains(50f, taken);
        Assert.Contains(-40f, taken);
        Assert.Contains(1f, taken);
        Assert.Equal(4, taken.Distinct().Count());
        Assert.Equal(5, GreedyCoreset.Take(points, 1, 9, new Random(1)).Length);
    }

    [Theory]
    [InlineData(MetricReferenceChoice.KMeans)]
    [InlineData(MetricReferenceChoice.Coreset)]
    public void References_of_cosines_have_length_one(MetricReferenceChoice choice)
    {
        var chance = new Random(2);
        float[] points = [.. Enumerable.Range(0, 400).SelectMany(_ => Unit(chance.NextDouble() * 6))];
        var found = ReferenceSet.Find(points, 7, new MetricSpec { EmbeddingSize = 2, ReferenceChoice = choice }, 4);
        Assert.Equal(14, found.Length);
        Assert.All(found.Chunk(2), point => Assert.Equal(1, Math.Sqrt((point[0] * point[0]) + (point[1] * point[1])), 1e-5));
    }

    [Fact]
    public void Surprise_is_the_share_of_normal_rows_that_lie_as_far()
    {
        var scale = DistanceScale.Of(Enumerable.Range(0, 10_000).Select(at => at / 10_000f));
        Assert.Equal(0, scale.Surprise(0));
        Assert.Equal(-Math.Log(0.5), scale.Surprise(0.5f), 1e-3);
        Assert.Equal(-Math.Log(0.05), scale.Surprise(0.95f), 1e-2);
    }

    [Fact]
    public void Surprise_never_stops_rising_past_the_furthest_normal_row()
    {
        var scale = DistanceScale.Of(Enumerable.Range(0, 200).Select(at => at % 10 / 10f));
        var rising = Enumerable.Range(0, 400).Select(at => scale.Surprise(at / 50f)).ToArray();
        Assert.Equal(rising.Order(), rising);
        Assert.True(scale.Surprise(2) > scale.Surprise(1));
        Assert.True(scale.Surprise(1) > scale.Surprise(0.9f));
    }

    [Fact]
    public void Distances_that_are_all_the_same_still_tell_what_lies_further()
    {
        var scale = DistanceScale.Of([0.5f, 0.5f, 0.5f]);
        Assert.Equal(0, scale.Surprise(0.5f));
        Assert.True(scale.Surprise(0.6f) > 0);
    }

    private static float[] Unit(double angle) => [(float)Math.Cos(angle), (float)Math.Sin(angle)];
}
