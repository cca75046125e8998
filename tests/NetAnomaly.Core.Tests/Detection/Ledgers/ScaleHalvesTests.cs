using NetAnomaly.Core.Detectors.Ledgers;
using static NetAnomaly.Core.Tests.Detection.Ledgers.LedgerRows;

namespace NetAnomaly.Core.Tests.Detection.Ledgers;

public sealed class ScaleHalvesTests
{
    [Fact]
    public void Windows_take_turns_and_each_half_is_judged_by_the_other()
    {
        var rows = Enumerable.Range(0, 6).SelectMany(hour => new[] { Row(hour, 1, 2), Row(hour, 3, 4) }).ToArray();
        double[] values = [.. rows.Select(row => (double)(row.Window / Hour))];
        var halves = CalibrationHalves.Of(rows, [.. rows.Select(_ => true)]);
        var scales = halves.Scales(values, [.. rows.Select(_ => 1.0)], leastTail: 1);
        Assert.Equal([0, 0, 2, 2, 4, 4], scales.First.Values.ToArray());
        Assert.Equal([1, 1, 3, 3, 5, 5], scales.Second.Values.ToArray());
        var judged = halves.Judge(scales, (i, scale) => scale.Values.Contains(values[i]) ? 1 : 0);
        Assert.All(judged, value => Assert.Equal(0, value));
    }

    [Fact]
    public void What_is_forgotten_makes_no_scale_and_is_judged_all_the_same()
    {
        var rows = Enumerable.Range(0, 6).Select(hour => Row(hour, 1, 2)).ToArray();
        double[] values = [0, 1, 2, 3, 4, 50];
        var halves = CalibrationHalves.Of(rows, [true, true, true, true, true, false]);
        var scales = halves.Scales(values, [.. rows.Select(_ => 1.0)], leastTail: 1);
        Assert.Equal((3, 2), (scales.First.References, scales.Second.References));
        var judged = halves.Judge(scales, (i, scale) => -Math.Log(scale.PValue(values[i])));
        Assert.Equal(6, judged.Length);
        Assert.True(judged[5] > judged[3]);
    }

    [Fact]
    public void Later_traffic_is_judged_by_the_mean_of_both()
    {
        var (one, other) = (Scale(1, 2, 3), Scale(7, 8, 9));
        Assert.Equal(
            -(Math.Log(one.PValue(5)) + Math.Log(other.PValue(5))) / 2, new ScaleHalves(one, other).Evidence(5), 12);

        static EvidenceScale Scale(params double[] values) =>
            EvidenceScale.Of(values, [.. values.Select(_ => 1.0)], leastTail: 1);
    }
}
