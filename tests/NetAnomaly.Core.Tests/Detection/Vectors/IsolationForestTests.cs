using NetAnomaly.Core.Detectors.Vectors;
using NetAnomaly.Core.Weights;
using NetAnomaly.Core.Tests.Support;

namespace NetAnomaly.Core.Tests.Detection.Vectors;

public sealed class IsolationForestTests
{
    private static readonly VectorData Rows = VectorMaker.Cloud(1000, 4);

    [Theory]
    [InlineData(0, 0)]
    [InlineData(1, 0)]
    [InlineData(2, 1)]
    [InlineData(3, 1.207392357589)] // 2 (ln 2 + γ) − 4/3
    [InlineData(10, 3.748880484475)]
    [InlineData(256, 10.244770920116)]
    public void The_mean_path_length_of_n_values_is_the_published_one(int values, double length) =>
        Assert.Equal(length, PathLength.Mean(values), 1e-9);

    [Theory]
    [InlineData(2, 1)]
    [InlineData(3, 2)]
    [InlineData(256, 8)]
    [InlineData(257, 9)]
    public void Trees_stop_at_the_binary_logarithm_of_their_rows(int rows, int depth) =>
        Assert.Equal(depth, PathLength.Limit(rows));

    [Fact]
    public void A_tree_of_two_rows_has_path_length_one_so_that_every_score_is_one_half()
    {
        using var forest = Train(new VectorData([0, 10], 1, [-1, -1], []), trees: 7);
        Assert.All(forest.Score(-5, 0, 4, 10, 99), verdict => Assert.Equal(0.5f, verdict.Score));
    }

    [Fact]
    public void A_row_far_from_the_others_scores_higher_than_any_of_them()
    {
        using var forest = Train(Rows);
        var highest = forest.Score(Rows.Values).Max(verdict => verdict.Score);
        Assert.All(
            forest.Score(5, 5, 5, 5, -5, -5, -5, -5), verdict =>
                Assert.True(verdict.Score > highest, $"{verdict.Score} is not above {highest}"));
        Assert.True(forest.Score(0, 0, 0, 0)[0].Score < 0.5f);
    }

    [Fact]
    public void It_learns_from_rows_that_are_normal_or_not_labelled_only()
    {
        var anomalies = VectorMaker.Cloud(500, 4, centre: 8, label: 1, seed: 2);
        using var forest = Train(VectorMaker.Join(Rows, anomalies));
        using var without = Train(Rows);
        Assert.Equal(without.Weights(), forest.Weights());
    }

    [Fact]
    public void The_same_seed_gives_the_same_forest_and_another_seed_another()
    {
        using var first = Train(Rows);
        using var second = Train(Rows);
        using var other = Train(Rows, seed: 8);
        Assert.Equal(first.Weights(), second.Weights());
        Assert.NotEqual(first.Weights(), other.Weights());
    }

    [Fact]
    public void A_column_that_never_varies_splits_nothing()
    {
        var constant = new VectorData(
            [.. Rows.Values.Select((value, at) => at % 4 == 2 ? 3 : value)], 4, Rows.Labels, []);
        using var forest = Train(constant);
        Assert.DoesNotContain(2, WeightFile.Read(new MemoryStream(forest.Weights())).Ints("columns", -1));
    }

    [Fact]
    public void Rows_that_are_all_alike_score_one_half()
    {
        using var forest = Train(new VectorData([.. Enumerable.Repeat(1f, 40)], 2, [.. Enumerable.Repeat(0, 20)], []));
        Assert.All(forest.Score(1, 1, 7, 7), verdict => Assert.Equal(0.5f, verdict.Score));
    }

    [Fact]
    public void It_knows_no_classes_and_no_neighbours()
    {
        using var forest = Train(Rows);
        var verdict = forest.Score(0, 0, 0, 0)[0];
        Assert.Null(verdict.Predicted);
        Assert.Null(verdict.Nearest);
        Assert.True(float.IsNaN(verdict.NearestDistance));
    }

    [Fact]
    public void A_restored_forest_scores_to_the_bit_as_the_one_that_was_written()
    {
        using var forest = Train(Rows);
        using var restored = IsolationForestDetector.Load(4, new MemoryStream(forest.Weights()));
        Assert.Equal(forest.Score(Rows.Values), restored.Score(Rows.Values));
        Assert.Equal(forest.Weights(), restored.Weights());
    }

    [Fact]
    public void Trees_that_do_not_hold_together_are_refused()
    {
        using var forest = Train(Rows, trees: 2);
        var weights = forest.Weights();
        var file = WeightFile.Read(new MemoryStream(weights));
        var (columns, rights, rows, starts) = (
            file.Ints("columns", -1), file.Ints("rights", -1), file.Ints("rows", -1), file.Ints("starts", 3));
        Refused("columns", Changed(columns, 0, 4));
        Refused("columns", Changed(columns, 0, -2));
        Refused("columns", Changed(columns, columns.Length - 1, 0));
        Refused("rights", Changed(rights, 0, 0));
        Refused("rights", Changed(rights, 0, rights[0] + 1));
        Refused("rows", Changed(rows, 5, -1));
        Refused("rows", WeightFileArray.Of(rows[1..], rows.Length - 1));
        Refused("starts", Changed(starts, 1, starts[1] + 1));
        Refused("starts", Changed(starts, 1, starts[2]));
        Refused("starts", Changed(starts, 2, starts[2] + 1));
        Refused("starts", null);
        Refused("shape", WeightFileArray.Of([5, 256], 2));
        Refused("shape", WeightFileArray.Of([4, 0], 2));

        void Refused(string name, WeightFileArray? array) =>
            Assert.Throws<InvalidDataException>(
                () => IsolationForestDetector.Load(4, VectorMaker.With(weights, name, array)));
    }

    [Fact]
    public void Data_that_cannot_be_learnt_is_refused_with_the_place()
    {
        var broken = new VectorData([1, 2, 3, float.NaN], 2, [0, 0], []);
        Assert.Contains(
            "Row 1 has the value NaN in column 1", Assert.Throws<ArgumentException>(() => Train(broken)).Message,
            StringComparison.Ordinal);
        Assert.Throws<InvalidOperationException>(() => Train(VectorMaker.Cloud(5, 2, label: 1)));
        Assert.Throws<InvalidOperationException>(() => Train(new VectorData([], 2, [], [])));
    }

    [Fact]
    public void Rows_of_another_width_are_refused()
    {
        using var forest = Train(Rows);
        Assert.Throws<ArgumentException>(() => forest.Score(1, 2, 3, 4, 5));
    }

    [Fact]
    public void It_stops_when_it_is_cancelled()
    {
        using var forest = Train(Rows);
        Assert.ThrowsAny<OperationCanceledException>(
            () => forest.Score(Rows.Values, new CancellationToken(canceled: true)));
        Assert.ThrowsAny<OperationCanceledException>(
            () => IsolationForestDetector.Train(Rows, 10, 256, 7, null, new CancellationToken(canceled: true)));
    }

    private static WeightFileArray Changed(int[] values, int at, int value)
    {
        int[] changed = [.. values];
        changed[at] = value;
        return WeightFileArray.Of(changed, changed.Length);
    }

    private static IsolationForestDetector Train(VectorData data, int trees = 50, int seed = 7) =>
        IsolationForestDetector.Train(data, trees, 256, seed, null, TestContext.Current.CancellationToken);
}
