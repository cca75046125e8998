using NetAnomaly.Core.Statistics;
using NetAnomaly.Core.Tests.Support;

namespace NetAnomaly.Core.Tests.Scoring.Calibrating;

public sealed class StratificationTests
{
    [Fact]
    public void Every_length_has_a_stratum_with_enough_in_it()
    {
        var random = new Random(1);
        CalibrationStratum[] strata =
        [
            .. Stratification.Of(
                [
                    .. Enumerable.Range(0, 20_000).Select(
                        _ => new CalibrationCase(
                            random.NextDouble(), (int)Math.Pow(2, random.NextDouble() * 12), "80")),
                ], areEvidence: false, 0).Where(stratum => stratum.Service is null),
        ];
        Assert.Equal(1, strata[0].FromLength);
        Assert.Equal(int.MaxValue, strata[^1].ToLength);
        Assert.All(strata.Zip(strata.Skip(1)), pair => Assert.Equal(pair.First.ToLength + 1, pair.Second.FromLength));
        Assert.All(strata, stratum => Assert.True(stratum.Calibration.Size >= Stratification.FewestOfLength));
        Assert.True(strata.Length > 5);
    }

    [Fact]
    public void What_detectors_of_windows_say_is_not_judged_apart_whatever_the_length_and_service()
    {
        CalibrationCase[] cases = [.. Cases(3000, "53", 1), .. Cases(3000, "22", 100)];
        var stratum = Assert.Single(Stratification.Of(cases, areEvidence: true, 0));
        Assert.Equal((null, 1, int.MaxValue), (stratum.Service, stratum.FromLength, stratum.ToLength));
        Assert.Equal(cases.Length, stratum.Calibration.Size);

        var calibration = new StratifiedCalibration([stratum]);
        Assert.Equal(calibration.Evaluate(9, 1, "53").Value, calibration.Evaluate(9, 1000, "22").Value);
        Assert.True(calibration.Evaluate(9, 1, "53").Value > calibration.Evaluate(90, 1, "53").Value);
    }

    [Fact]
    public void Few_conversations_make_one_stratum()
    {
        var stratum = Assert.Single(
            Stratification.Of(
                [.. Enumerable.Range(1, 100).Select(length => new CalibrationCase(length, length, "80"))],
                areEvidence: false, 0));
        Assert.Equal(
            (null, 1, int.MaxValue, 100L),
            (stratum.Service, stratum.FromLength, stratum.ToLength, stratum.Calibration.Size));
    }

    [Fact]
    public void None_at_all_make_one_that_finds_nothing_strange() =>
        Assert.Equal(
            1, new StratifiedCalibration(Stratification.Of([], areEvidence: false, 0)).Evaluate(99, 3, null).Value);

    [Fact]
    public void A_service_with_enough_is_judged_by_itself_and_the_others_by_each_other()
    {
        CalibrationCase[] cases =
        [
            .. Cases(2000, "53", 1), .. Cases(1200, "22", 100), .. Cases(1200, "80", 1), .. Cases(700, "443", 1),
            .. Cases(700, "8080", 1),
        ];
        var calibration = new StratifiedCalibration(Stratification.Of(cases, areEvidence: false, 0));
        Assert.True(calibration.UsesServices);
        Assert.Equal(cases.Length, calibration.Size);
        Assert.True(calibration.Evaluate(50, 5, "22").Value > 0.3);
        Assert.True(calibration.Evaluate(50, 5, "53").Value < 0.001);
        Assert.True(calibration.Evaluate(50, 5, "6667").Value < 0.001);
    }

    [Fact]
    public void A_rare_service_where_all_others_are_common_is_judged_by_all()
    {
        CalibrationCase[] cases = [.. Cases(2000, "53", 1), .. Cases(3, "22", 1)];
        Assert.InRange(
            new StratifiedCalibration(Stratification.Of(cases, areEvidence: false, 0)).Evaluate(99, 5, "22").Value, 0,
            1.0 / 2000);
    }

    [Theory]
    [InlineData(ScoreAggregation.Mean)]
    [InlineData(ScoreAggregation.Max)]
    [InlineData(ScoreAggregation.TopK)]
    public void The_length_of_a_conversation_does_not_predict_its_p_value(ScoreAggregation how)
    {
        var random = new Random(17);
        var (past, future) = (Draw(20_000), Draw(20_000));
        var calibration = new StratifiedCalibration(Stratification.Of(past, areEvidence: false, 0));
        var lengths = future.Select(one => (double)one.Length).ToArray();
        var plain = Calibration.Of(past.Select(one => one.Score));
        Assert.InRange(
            Ranks.Correlation(
                lengths,
                [.. future.Select(one => calibration.Evaluate(one.Score, one.Length, null).Value)]), -0.05, 0.05);
        if (how != ScoreAggregation.Mean)
            Assert.True(
                Ranks.Correlation(lengths, [.. future.Select(one => plain.PValue(one.Score))]) < -0.5,
                "without strata the largest of many are larger");

        CalibrationCase[] Draw(int count) =>
        [
            .. Enumerable.Range(0, count).Select(_ =>
            {
                float[] flows =
                [
                    .. Enumerable.Range(0, (int)Math.Pow(2, random.NextDouble() * 8))
                    .Select(_ => (float)-Math.Log(1 - random.NextDouble())),
                ];
                return new CalibrationCase(Aggregation(flows), flows.Length, "80");
            }),
        ];

        double Aggregation(float[] flows) => Core.Detection.Aggregation.Score(flows, 1, how, 3);
    }

    private static IEnumerable<CalibrationCase> Cases(int count, string service, double scale)
    {
        var random = new Random(count);
        return
        [
            .. Enumerable.Range(0, count).Select(
                _ => new CalibrationCase(-Math.Log(1 - random.NextDouble()) * scale, 1 + random.Next(10), service)),
        ];
    }
}
