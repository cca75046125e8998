using NetAnomaly.Core.Statistics;
using NetAnomaly.Core.Tests.Detection.Ledgers.Reference;

namespace NetAnomaly.Core.Tests.Detection.Ledgers;

public sealed class StudentTailTests
{
    [Fact]
    public void Tails_agree_with_those_of_40_digits_from_minus_5_to_60_and_1_to_200_degrees_of_freedom()
    {
        var table = LedgerReference.Table("student");
        Assert.True(table.Length > 400);
        Assert.All(
            table,
            row => LedgerReference.Agree(row[2], StudentTail.NegativeLog(row[1], (int)row[0]), 1e-10));
    }

    [Fact]
    public void Half_lies_above_the_middle() => Assert.Equal(Math.Log(2), StudentTail.NegativeLog(0, 7), 15);

    [Theory]
    [InlineData(1)]
    [InlineData(4)]
    [InlineData(200)]
    [InlineData(100_000)]
    public void Farther_out_is_rarer_and_both_tails_make_one(int freedom)
    {
        var before = double.NegativeInfinity;
        for (var x = -6.0; x < 80; x += 0.01)
        {
            var now = StudentTail.NegativeLog(x, freedom);
            Assert.True(now > before && double.IsFinite(now), $"{x} {now:r} {before:r}");
            Assert.Equal(
                1, Math.Exp(-now) + Math.Exp(-StudentTail.NegativeLog(-x, freedom)), 1e-12);
            before = now;
        }
    }

    [Fact]
    public void Gamma_of_halves_agrees_in_and_beyond_the_table() =>
        Assert.All(
            LedgerReference.Table("gamma"),
            row => Assert.Equal(row[1], HalfIntegerGamma.Log((int)row[0]), 1e-12 * Math.Max(1, Math.Abs(row[1]))));

    [Fact]
    public void Gamma_has_no_value_at_0() =>
        Assert.Throws<ArgumentOutOfRangeException>(() => HalfIntegerGamma.Log(0));
}
