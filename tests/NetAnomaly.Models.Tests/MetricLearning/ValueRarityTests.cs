using NetAnomaly.Core.Detectors.Vectors;
using NetAnomaly.Core.Features;
using NetAnomaly.Models.Metric;
using Xunit;

namespace NetAnomaly.Models.Tests.MetricLearning;

public sealed class ValueRarityTests
{
    // A number near 0 where the first category is its first value and near 10 where it is its second; the other
    // category and number tell nothing.
    private const int Width = 7;
    private static readonly CategoryColumns Service = new(1, 2);
    private static readonly CategoryColumns Noise = new(4, 3);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public void Numbers_are_seen_by_the_category_that_foretells_them()
    {
        var rarity = Fit(Data(2000, 1));

        Assert.Equal(0, rarity.Given);
        Assert.Equal([0, 3], rarity.Numbers);
    }

    [Fact]
    public void A_value_that_is_usual_elsewhere_is_rare_where_it_never_was()
    {
        var rarity = Fit(Data(2000, 1));

        Assert.True(rarity.Of(Row(0, 10.6, 0.5, 0)) > rarity.Of(Row(0, 0.6, 0.5, 0)) + 4);
        Assert.True(rarity.Of(Row(1, 0.6, 0.5, 0)) > rarity.Of(Row(1, 10.6, 0.5, 0)) + 4);
    }

    [Fact]
    public void A_value_beyond_all_and_a_category_that_never_was_are_rare()
    {
        var rarity = Fit(Data(2000, 1));

        Assert.True(rarity.Of(Row(0, 0, 99, 0)) > rarity.Of(Row(0, 0, 0, 0)) + 4);
        Assert.True(rarity.Of(Row(0, 0, 0, 2)) > rarity.Of(Row(0, 0, 0, 0)) + 4);
    }

    [Fact]
    public void Without_categories_numbers_are_seen_all_together()
    {
        var rarity = Fit(Data(2000, 1) with { Categories = [] });

        Assert.Equal(-1, rarity.Given);
        Assert.True(rarity.Of(Row(0, 99, 99, 0)) > rarity.Of(Row(0, 0, 0, 0)));
    }

    [Fact]
    public void A_model_of_rows_with_categories_comes_back_from_its_file_as_it_was()
    {
        var spec = TestSpec.Of(
            ModelArchitecture.Metric,
            new MetricOptions
            {
                EmbeddingSize = 4, HiddenSizes = [], Encoders = 1, DrawnEncoders = 1, FeatureShare = 1,
            });
        var provider = new MetricFactory("Embedded");
        using var detector = provider.Train(
            new VectorJob(spec, Data(300, 1), Data(100, 2), new TrainingOptions()), null, Cancellation).Detector;
        using var file = new MemoryStream();
        detector.WriteWeights(file);
        file.Position = 0;
        using var restored = provider.Load(spec, Width, file);
        float[] rows = [.. Data(50, 3).Values, .. Row(0, 10, 0, 2)];

        var scores = detector.Score(rows, Cancellation);
        Assert.Equal(scores, restored.Score(rows, Cancellation));
        Assert.Equal(50, Array.IndexOf(scores, scores.MaxBy(verdict => verdict.Score)));
    }

    private static ValueRarity Fit(VectorData data)
    {
        int[] all = [.. Enumerable.Range(0, data.Rows)];
        return RarityFitting.Fit(data, all, data, all);
    }

    private static VectorData Data(int rows, int seed)
    {
        var chance = new Random(seed);
        return new VectorData(
            [
                .. Enumerable.Range(0, rows).SelectMany(
                    row => Row(row % 2, (row % 2 * 10) + chance.NextDouble(), chance.NextDouble(), chance.Next(2))),
            ], Width, new int[rows], [])
        {
            Categories = [Service, Noise],
        };
    }

    private static float[] Row(int service, double number, double other, int noise)
    {
        var row = new float[Width];
        row[0] = (float)number;
        row[Service.First + service] = 1;
        row[3] = (float)other;
        row[Noise.First + noise] = 1;
        return row;
    }
}
