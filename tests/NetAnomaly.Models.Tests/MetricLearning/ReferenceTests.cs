using NetAnomaly.Models.Metric;
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
    public void Few_points_are_their_own_centres() =>
        Assert.Equal([1f, 2f, 3f, 4f], KMeans.Centres([1, 2, 3, 4], 2, 5, new Random(0)));

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
        var found = ReferenceSet.Find(points, 7, new MetricOptions { EmbeddingSize = 2, ReferenceChoice = choice }, 4);
        Assert.Equal(14, found.Length);
        Assert.All(
            found.Chunk(2), point => Assert.Equal(1, Math.Sqrt((point[0] * point[0]) + (point[1] * point[1])), 1e-5));
    }

    [Fact]
    public void Surprise_is_the_share_of_normal_rows_that_lie_as_far()
    {
        var scale = DistanceScale.Of(Enumerable.Range(0, 10_000).Select(at => at / 10_000f), null);
        Assert.Equal(0, scale.Surprise(0));
        Assert.Equal(-Math.Log(0.5), scale.Surprise(0.5f), 1e-3);
        Assert.Equal(-Math.Log(0.05), scale.Surprise(0.95f), 1e-2);
    }

    [Fact]
    public void Surprise_never_stops_rising_past_the_furthest_normal_row()
    {
        var scale = DistanceScale.Of(Enumerable.Range(0, 200).Select(at => at % 10 / 10f), null);
        var rising = Enumerable.Range(0, 400).Select(at => scale.Surprise(at / 50f)).ToArray();
        Assert.Equal(rising.Order(), rising);
        Assert.True(scale.Surprise(2) > scale.Surprise(1));
        Assert.True(scale.Surprise(1) > scale.Surprise(0.9f));
    }

    [Fact]
    public void Distances_that_are_all_the_same_still_tell_what_lies_further()
    {
        var scale = DistanceScale.Of([0.5f, 0.5f, 0.5f], null);
        Assert.Equal(0, scale.Surprise(0.5f));
        Assert.True(scale.Surprise(0.6f) > 0);
    }

    [Fact]
    public void What_lies_just_beyond_many_normal_rows_at_one_distance_is_hardly_more_surprising_where_surprise_may_not_jump()
    {
        float[] distances =
        [
            .. Enumerable.Repeat(0.5f, 80), .. Enumerable.Range(0, 20).Select(at => 0.6f + (at / 100f)),
        ];
        var (jumping, steady) = (
            DistanceScale.Of(distances, null), DistanceScale.Of(distances, new SlopeLimit(20, distance => distance)));

        Assert.True(jumping.Surprise(0.50001f) > 1.5);
        Assert.Equal(steady.Surprise(0.5f), steady.Surprise(0.50001f), 1e-3);
        Assert.Equal(20 * 0.01, steady.Surprise(0.51f) - steady.Surprise(0.5f), 1e-4);
        Assert.Equal(jumping.Surprise(0.6f), steady.Surprise(0.6f), 1e-6);
        Assert.Equal(jumping.Surprise(0.7f), steady.Surprise(0.7f), 1e-6);
    }

    [Fact]
    public void Surprise_rises_everywhere_and_nowhere_much_faster_than_it_may()
    {
        var chance = new Random(5);
        float[] distances =
        [
            .. Enumerable.Range(0, 500).Select(
                _ => chance.Next(3) == 0 ? chance.Next(4) / 100f : chance.NextSingle() * chance.NextSingle() * 0.1f),
        ];
        var steady = DistanceScale.Of(distances, SlopeLimit.Of(MetricDistance.Cosine, 1));
        var places = Enumerable.Range(0, 50_000).Select(at => at * 2e-5).ToArray();

        var heights = places.Select(place => steady.Surprise((float)(place * place / 2))).ToArray();

        Assert.Equal(heights.Order(), heights);
        Assert.True(heights[^1] > heights[0] + 5);
        Assert.True(heights.Zip(heights.Skip(1)).Max(pair => pair.Second - pair.First) <= 2 * 100 * 2e-5 * 1.01);
    }

    [Fact]
    public void Surprise_is_a_number_even_where_all_references_lie_at_the_origin()
    {
        var set = new ReferenceSet([0, 0, 0, 0], [0, 0]);

        var scale = DistanceScale.Of([0, 0.5f, 1], SlopeLimit.Of(MetricDistance.L2, set.Radius));

        Assert.InRange(scale.Surprise(2), 1, 20);
        Assert.Equal(0, scale.Surprise(0));
    }

    [Theory]
    [InlineData(MetricDistance.Cosine)]
    [InlineData(MetricDistance.L2)]
    public void Distances_to_the_nearest_references_are_right_even_where_rows_all_but_lie_on_them(MetricDistance kind)
    {
        const int Width = 16;
        var chance = new Random(7);
        var set = new ReferenceSet(Points(40, Width, chance), [.. Enumerable.Range(0, 40).Select(at => at % 3)]);
        float[] rows =
        [
            .. set.Points.AsSpan(0, 8 * Width),
            .. set.Points.AsSpan(0, 8 * Width).ToArray().Select(x => x + (chance.NextSingle() * 1e-6f)),
            .. Points(8, Width, chance),
        ];
        using var embeddings = tensor(rows, 24, Width);

        var measured = new ReferenceDistances(embeddings, set, 4, kind);

        for (var row = 0; row < 24; row++)
        {
            var exact = Enumerable.Range(0, 40).Select(
                at => (
                    Class: at % 3,
                    Distance: Exact(
                        rows.AsSpan(row * Width, Width), set.Points.AsSpan(at * Width, Width),
                        kind))).OrderBy(pair => pair.Distance).ToArray();
            var normal = exact.Where(pair => pair.Class == 0).Take(3).ToArray();
            var (mean, nearest) = measured.Normal(row, 3);
            Close(normal.Average(pair => pair.Distance), mean);
            Close(normal[0].Distance, nearest);
            for (var of = 0; of < 3; of++)
                Close(exact.First(pair => pair.Class == of).Distance, measured.Nearest(row, of));
            Assert.Equal(float.PositiveInfinity, measured.Nearest(row, 3));
        }

        void Close(double exact, float measured)
        {
            var rounding = kind == MetricDistance.L2 ? 1.01 * ReferenceDistances.Rounding : 1e-20;
            Assert.InRange(measured, (exact * (1 - 1e-5)) - rounding, exact * (1 + 1e-5));
        }
    }

    private static double Exact(ReadOnlySpan<float> one, ReadOnlySpan<float> other, MetricDistance kind)
    {
        var squares = 0.0;
        for (var i = 0; i < one.Length; i++) squares += Math.Pow((double)one[i] - other[i], 2);
        return kind == MetricDistance.Cosine ? squares / 2 : Math.Sqrt(squares);
    }

    private static float[] Points(int count, int width, Random chance) =>
        [.. Enumerable.Range(0, count).Select(_ => Enumerable.Range(0, width).Select(_ => chance.NextSingle() - 0.5f)
            .ToArray())
            .SelectMany(point => point.Select(x => x / MathF.Sqrt(point.Sum(y => y * y))))];

    private static float[] Unit(double angle) => [(float)Math.Cos(angle), (float)Math.Sin(angle)];
}
