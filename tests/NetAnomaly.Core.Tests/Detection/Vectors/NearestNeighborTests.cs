using NetAnomaly.Core.Detectors.Vectors;
using NetAnomaly.Core.Weights;
using NetAnomaly.Core.Tests.Support;

namespace NetAnomaly.Core.Tests.Detection.Vectors;

public sealed class NearestNeighborTests
{
    // On a line: normal rows at 0, 1, 3 and 7; DoS at 10, 11 and 12; Scan at 20.
    private static readonly VectorData Line = new(
        [0, 1, 3, 7, 10, 11, 12, 20], 1, [0, 0, 0, 0, 1, 1, 1, 2], VectorMaker.Classes);

    [Theory]
    [InlineData(0, 4f / 3)] // 0, 1 and 3
    [InlineData(2, 4f / 3)] // 1, 1 and 2
    [InlineData(11, 22f / 3)] // 4, 8 and 10: rows of DoS, however near, do not count
    public void The_score_is_the_mean_distance_to_the_nearest_normal_rows(float at, float score)
    {
        using var detector = NearestNeighborDetector.Train(Line, 3, 1);
        Assert.Equal(score, detector.Score(at)[0].Score, 1e-5f);
    }

    [Theory]
    [InlineData(1, "Normal", "Normal", 0)]
    [InlineData(11, "DoS", "DoS", 0)]
    [InlineData(8.4f, "DoS", "Normal", 1.4f)] // 7 is nearest, 10 and 11 speak for more: 1/1.6 + 1/2.6 against 1/1.4
    [InlineData(19, "Scan", "Scan", 1)] // 12 and 11 are more, but far: 1/7 + 1/8 against 1
    [InlineData(20, "Scan", "Scan", 0)] // the only row of its kind
    public void The_class_is_that_of_the_nearest_rows_by_the_inverse_of_their_distances(
        float at, string predicted, string nearest, float distance)
    {
        using var detector = NearestNeighborDetector.Train(Line, 3, 1);
        var verdict = detector.Score(at)[0];
        Assert.Equal(predicted, verdict.Predicted);
        Assert.Equal(nearest, verdict.Nearest);
        Assert.Equal(distance, verdict.NearestDistance, 1e-5f);
    }

    [Fact]
    public void Of_classes_with_as_many_rows_the_nearest_one_wins()
    {
        using var detector = NearestNeighborDetector.Train(Line, 2, 1);
        Assert.Equal("Normal", detector.Score(8)[0].Predicted);
    }

    [Fact]
    public void Without_labelled_anomalies_there_is_no_class_to_predict()
    {
        using var normal = NearestNeighborDetector.Train(new VectorData([0, 1], 1, [0, 0], []), 5, 1);
        Assert.Equal(new VectorVerdict(2.5f, null, "Normal", 2), normal.Score(3)[0]);
        using var unknown = NearestNeighborDetector.Train(new VectorData([0, 1], 1, [-1, -1], []), 5, 1);
        Assert.Equal(new VectorVerdict(2.5f, null, null, 2), unknown.Score(3)[0]);
    }

    [Fact]
    public void Rows_without_a_label_score_but_do_not_vote()
    {
        using var detector = NearestNeighborDetector.Train(
            new VectorData([0, 1, 2, 5], 1, [-1, -1, -1, 2], VectorMaker.Classes), 4, 1);
        Assert.Equal(new VectorVerdict(2f / 3, "Scan", null, 0), detector.Score(1)[0]);
    }

    [Fact]
    public void The_search_finds_what_comparing_with_every_reference_finds()
    {
        const int width = 19, nearest = 5;
        var data = VectorMaker.Join(
            VectorMaker.Cloud(700, width), VectorMaker.Cloud(300, width, centre: 3, seed: 2),
            VectorMaker.Cloud(10, width, centre: 50, seed: 3));
        var twice = VectorMaker.Join(data, VectorMaker.Join(VectorMaker.Cloud(100, width))); // some rows twice: ties
        var index = new NeighborIndex(twice.Values, width);
        var asked = VectorMaker.Join(
            VectorMaker.Cloud(50, width, centre: 1, seed: 4), VectorMaker.Cloud(50, width, centre: 20, seed: 5),
            VectorMaker.Cloud(50, width));
        for (var row = 0; row < asked.Rows; row++)
        {
            var found = new NearestList(new Neighbor[nearest]);
            index.Search(asked.Row(row), 1000, ref found);
            var query = asked.Row(row).ToArray();
            var all = Enumerable.Range(0, twice.Rows).Select(
                other => new Neighbor(Distances.Squared(query, twice.Row(other)), other + 1000))
                .OrderBy(neighbor => neighbor.SquaredDistance).ThenBy(neighbor => neighbor.Reference);
            Assert.Equal(all.Take(nearest), found.Found.ToArray());
        }
    }

    [Theory]
    [InlineData(1)]
    [InlineData(7)]
    [InlineData(8)]
    [InlineData(122)]
    public void Distances_are_right_at_every_width(int width)
    {
        var (left, right) = (VectorMaker.Cloud(1, width), VectorMaker.Cloud(1, width, seed: 2));
        Assert.Equal(
            left.Values.Zip(right.Values).Sum(pair => Math.Pow((double)pair.First - pair.Second, 2)),
            Distances.Squared(left.Values, right.Values), 1e-3);
        Assert.Equal(0, Distances.Squared(left.Values, left.Values));
    }

    [Fact]
    public void Too_many_rows_are_drawn_from_after_repeats_are_left_out()
    {
        var repeats = new VectorData(
            [.. Enumerable.Repeat(5f, 100), 1, 2, 3], 1, [.. Enumerable.Repeat(0, 103)], VectorMaker.Classes);
        using var detector = NearestNeighborDetector.Train(repeats, 1, 1, mostReferences: 4);
        Assert.All(detector.Score(1, 2, 3, 5), verdict => Assert.Equal(0, verdict.Score));
        using var fewer = NearestNeighborDetector.Train(repeats, 1, 1, mostReferences: 3);
        Assert.Equal(3, fewer.Score(1, 2, 3, 5).Count(verdict => verdict.Score == 0));
    }

    [Fact]
    public void Of_many_labelled_rows_small_classes_are_kept_whole()
    {
        var data = VectorMaker.Join(
            VectorMaker.Cloud(3, 2), VectorMaker.Cloud(50, 2, label: 1, seed: 2),
            VectorMaker.Cloud(4, 2, label: 2, seed: 3));
        var (normal, classes) = ReferenceSelection.Choose(data, 100, 10, 1);
        Assert.Equal([0, 1, 2], normal);
        Assert.Equal([53, 54, 55, 56], classes.Where(row => data.Labels[row] == 2));
        Assert.Equal(6, classes.Count(row => data.Labels[row] == 1));
    }

    [Fact]
    public void The_same_seed_keeps_the_same_references_and_another_seed_others()
    {
        var data = VectorMaker.Cloud(500, 3);
        using var first = NearestNeighborDetector.Train(data, 5, 1, 50);
        using var second = NearestNeighborDetector.Train(data, 5, 1, 50);
        using var other = NearestNeighborDetector.Train(data, 5, 2, 50);
        Assert.Equal(first.Weights(), second.Weights());
        Assert.NotEqual(first.Weights(), other.Weights());
    }

    [Fact]
    public void A_restored_detector_judges_to_the_bit_as_the_one_that_was_written()
    {
        var data = VectorMaker.Join(
            VectorMaker.Cloud(600, 9), VectorMaker.Cloud(300, 9, centre: 2, label: 1, seed: 2),
            VectorMaker.Cloud(300, 9, centre: -2, label: 2, seed: 3));
        using var detector = NearestNeighborDetector.Train(data, 5, 1);
        using var restored = NearestNeighborDetector.Load(9, new MemoryStream(detector.Weights()));
        var asked = VectorMaker.Cloud(300, 9, centre: 1, seed: 4).Values;
        Assert.Equal(detector.Score(asked), restored.Score(asked));
        Assert.Equal(detector.Weights(), restored.Weights());
    }

    [Fact]
    public void Damaged_weights_are_refused()
    {
        using var detector = NearestNeighborDetector.Train(Line, 3, 1);
        var weights = detector.Weights();
        Refused("labels", WeightFileArray.Of([0, 0, 0, 0, 1, 1, 1, 3], 8));
        Refused("labels", WeightFileArray.Of([0, 0, 0, 0, 1, 1, 1, -2], 8));
        Refused("labels", WeightFileArray.Of([1, 0, 0, 0, 1, 1, 1, 2], 8));
        Refused("labels", WeightFileArray.Of([0, 0, 0, 0, 1, 1, 0, 2], 8));
        Refused("labels", WeightFileArray.Of([0, 0], 2));
        Refused("references", WeightFileArray.Of([1f, 2, 3, 4, 5, 6, 7, float.PositiveInfinity], 8, 1));
        Refused("references", WeightFileArray.Of([1f, 2, 3, 4], 4, 1));
        Refused("references", null);
        Refused("neighbors", WeightFileArray.Of([0], 1));
        Assert.Throws<InvalidDataException>(() => NearestNeighborDetector.Load(2, new MemoryStream(weights)));

        void Refused(string name, WeightFileArray? array) =>
            Assert.Throws<InvalidDataException>(
                () => NearestNeighborDetector.Load(1, VectorMaker.With(weights, name, array)));
    }

    [Fact]
    public void A_row_that_is_not_of_numbers_is_as_anomalous_as_can_be()
    {
        using var detector = NearestNeighborDetector.Train(Line, 3, 1);
        Assert.Equal(float.PositiveInfinity, detector.Score(float.NaN)[0].Score);
    }

    [Fact]
    public void Data_that_cannot_be_learnt_is_refused()
    {
        Assert.Throws<ArgumentException>(
            () => NearestNeighborDetector.Train(new VectorData([float.NaN], 1, [0], []), 5, 1));
        Assert.Throws<ArgumentException>(() => NearestNeighborDetector.Train(new VectorData([1, 2], 1, [0], []), 5, 1));
        Assert.Throws<ArgumentException>(
            () => NearestNeighborDetector.Train(new VectorData([1, 2], 1, [0, 3], VectorMaker.Classes), 5, 1));
        Assert.Throws<InvalidOperationException>(
            () => NearestNeighborDetector.Train(VectorMaker.Cloud(5, 2, label: 1), 5, 1));
    }
}
