using NetAnomaly.Core.Detectors.Ledgers;
using NetAnomaly.Core.Statistics;
using NetAnomaly.Core.Tests.Detection.Ledgers.Reference;

namespace NetAnomaly.Core.Tests.Detection.Ledgers;

/// <summary>
/// What the Python prototype says of the same numbers: habits where a unit's own variance is above the least one, which
/// the prototype does not keep; scales up to the largest value, as its tail is of another scale.
/// </summary>
public sealed class PrototypeAgreementTests
{
    [Fact]
    public void Regularity() => Assert.All(
        LedgerReference.Table("regularity"),
        row => Assert.Equal(row[2], LedgerStatistics.RegularitySurprise((int)row[0], row[1]), Near(row[2])));

    [Fact]
    public void E_values() => Assert.All(
        LedgerReference.Table("log_e"),
        row => Assert.Equal(row[1], SubjectLedger.LogE(-Math.Log(row[0])), Near(row[1])));

    [Fact]
    public void Harmonic_means()
    {
        foreach (var one in LedgerReference.Of("means").EnumerateArray())
        {
            double[] evidence = [.. one.GetProperty("p").ToNumbers().Select(p => -Math.Log(p))];
            Assert.Equal(
                one.GetProperty("mean").GetDouble(),
                Math.Exp(-HarmonicMean.Combine(evidence, one.GetProperty("weights").ToNumbers())), 1e-9);
        }
    }

    [Fact]
    public void Habits()
    {
        foreach (var one in LedgerReference.Of("habits").EnumerateArray())
        {
            var units = one.GetProperty("units").GetInt32();
            var model = HabitModel.Fit(
                [
                    .. one.GetProperty("cases").ToTable()
                        .Select(row => new HabitCase((int)row[0], (int)row[1], row[2])),
                ],
                units, one.GetProperty("groups").GetInt32(), one.GetProperty("floor").GetDouble());
            var asked = one.GetProperty("asked").ToTable();
            Assert.Contains(asked, row => row[0] == units - 1);
            Assert.All(
                asked,
                row => Assert.Equal(row[3], model.Surprise((int)row[0], (int)row[1], row[2]), Near(row[3])));
        }
    }

    [Fact]
    public void Scales_up_to_the_largest_value()
    {
        foreach (var one in LedgerReference.Of("scales").EnumerateArray())
        {
            var scale = EvidenceScale.Of(
                one.GetProperty("values").ToNumbers(), one.GetProperty("weights").ToNumbers(), leastTail: 1);
            Assert.All(
                one.GetProperty("asked").ToTable(), row => Assert.Equal(row[1], scale.PValue(row[0]), 1e-12));
        }
    }

    private static double Near(double value) => 1e-6 * Math.Max(1, Math.Abs(value));
}
