using NetAnomaly.Core.Detection;
using NetAnomaly.Core.Detectors.Ledgers;
using NetAnomaly.Core.Weights;
using static NetAnomaly.Core.Tests.Detection.Ledgers.LedgerRows;

namespace NetAnomaly.Core.Tests.Detection.Ledgers;

public sealed class LedgerWeightsTests
{
    private static readonly LedgerModel Model = Fit();

    [Fact]
    public void A_ledger_that_was_kept_judges_to_the_bit()
    {
        var loaded = Load(Arrays());
        Assert.Equal(Scan(Model), Scan(loaded));
        Assert.Contains(Scan(Model), score => score.Total > 4);
        Assert.Equal(
            (Model.PerUnit, Model.Windows, Model.Ledger.HalfLife, Model.Ledger.Patience, Model.History.IsTwoWay),
            (loaded.PerUnit, loaded.Windows, loaded.Ledger.HalfLife, loaded.Ledger.Patience, loaded.History.IsTwoWay));
    }

    [Fact]
    public void Weights_without_a_ledger_have_none() =>
        Assert.Null(LedgerWeights.Read(new WeightFile(new Dictionary<string, WeightFileArray>())));

    [Theory]
    [InlineData(nameof(LedgerEvidence.FanIn))]
    [InlineData(nameof(LedgerEvidence.NewDestinations))]
    [InlineData(nameof(LedgerEvidence.NewHost))]
    [InlineData(nameof(LedgerEvidence.Persistence))]
    [InlineData(nameof(LedgerEvidence.Together))]
    [InlineData(nameof(LedgerEvidence.Accumulation))]
    public void A_kind_without_a_scale_is_silent_and_the_others_are_not(string name)
    {
        var kind = Enum.Parse<LedgerEvidence>(name);
        var arrays = Arrays();
        foreach (var half in new[] { "first", "second" })
        {
            foreach (var part in new[] { "values", "weight_from", "parameters" })
                Assert.True(arrays.Remove($"ledger.scale.{kind}.{half}.{part}"));
        }

        var (whole, loaded) = (Boards(Model), Boards(Load(arrays)));
        Assert.Contains(whole, board => board[kind].Any(evidence => evidence > 0.1));
        Assert.All(loaded, board => Assert.All(board[kind], evidence => Assert.Equal(0, evidence)));
        Assert.Equal(
            whole.SelectMany(board => board[LedgerEvidence.BytesOut]),
            loaded.SelectMany(board => board[LedgerEvidence.BytesOut]));
    }

    [Theory]
    [InlineData("habit.pair.1.windows", 0, float.NaN)]
    [InlineData("habit.pair.1.sums", 3, float.PositiveInfinity)]
    [InlineData("habit.host.0.squares", 1, -1f)]
    [InlineData("habit.host.4.windows", 1, -1f)]
    public void Habits_that_are_no_numbers_or_below_0_are_refused(string name, int at, float value) =>
        Refused(name, (array) => Change(array.ToFloats(), at, value));

    [Theory]
    [InlineData("habit.pair.0.parameters", 0, -1)]
    [InlineData("habit.pair.0.parameters", 1, 0)]
    [InlineData("habit.host.2.parameters", 3, -0.5)]
    [InlineData("habit.pair.2.group_variances", 0, -2)]
    [InlineData("habit.pair.2.group_means", 0, double.NaN)]
    [InlineData("calibration", 0, 0)]
    [InlineData("calibration", 1, -1)]
    [InlineData("calibration", 2, 0)]
    [InlineData("rate.Client.days", 0, 0)]
    [InlineData("rate.Server.sum", 0, double.NaN)]
    [InlineData("usual.Pair.log_e", 0, double.PositiveInfinity)]
    [InlineData("scale.FanIn.first.values", 0, 1e9)]
    [InlineData("scale.FanIn.first.values", 0, double.NaN)]
    [InlineData("scale.FanIn.first.weight_from", 0, -1)]
    [InlineData("scale.FanIn.first.parameters", 0, -1)]
    [InlineData("scale.FanIn.first.parameters", 1, 0)]
    public void Figures_that_cannot_be_are_refused(string name, int at, double value) =>
        Refused(name, array => Change(array.ToLongs(), at, BitConverter.DoubleToInt64Bits(value)));

    [Theory]
    [InlineData("pairs")]
    [InlineData("hosts")]
    [InlineData("services")]
    [InlineData("opened")]
    [InlineData("offered")]
    [InlineData("openers.services")]
    [InlineData("usual.Pair.subjects")]
    public void A_key_that_occurs_twice_is_refused(string name) =>
        Refused(name, array =>
        {
            var keys = array.ToLongs();
            Assert.True(keys.Length > 1, $"{name} has {keys.Length} keys");
            return Change(keys, 1, keys[0]);
        });

    [Theory]
    [InlineData("hosts")]
    [InlineData("habit.pair.0.sums")]
    [InlineData("hosts.client_windows")]
    [InlineData("usual.Pair.log_e")]
    [InlineData("scale.FanIn.first.weight_from")]
    [InlineData("rate.Pair.days")]
    public void What_is_missing_or_too_short_is_refused(string name)
    {
        var arrays = Arrays();
        Assert.True(arrays.Remove($"ledger.{name}"));
        Assert.Throws<InvalidDataException>(() => Load(arrays));
        if (name.EndsWith("sums", StringComparison.Ordinal))
            Refused(name, array => WeightFileArray.Of(array.ToFloats()[1..], array.ToFloats().Length - 1));
        else if (name.EndsWith("log_e", StringComparison.Ordinal))
            Refused(name, array => WeightFileArray.Of(array.ToLongs()[1..], array.ToLongs().Length - 1));
    }

    [Fact]
    public void Counts_below_0_are_refused() =>
        Refused("hosts.server_windows", array => Change(array.ToInts(), 0, -1));

    private static void Refused(string name, Func<WeightFileArray, WeightFileArray> change)
    {
        var arrays = Arrays();
        arrays[$"ledger.{name}"] = change(arrays[$"ledger.{name}"]);
        Assert.Throws<InvalidDataException>(() => Load(arrays));
    }

    [Fact]
    public void A_file_of_before_hosts_were_counted_hides_no_incident()
    {
        var arrays = Arrays();
        foreach (var name in arrays.Keys.Where(key => key.Contains(".hosts.severities") || key.EndsWith("hosts.days")))
            arrays.Remove(name);
        var rates = Load(arrays).Hosts.Of(new RunRate(1e-6, 1e-6), RunRate.None, RunRate.None);
        Assert.Equal(10 / Model.Hosts.All.Days, rates.Least!.Value, 12);
        Assert.Null(rates.PerDayOfKept);
    }

    private static WeightFileArray Change(float[] values, int at, float value)
    {
        values[at] = value;
        return WeightFileArray.Of(values, values.Length);
    }

    private static WeightFileArray Change(long[] values, int at, long value)
    {
        values[at] = value;
        return WeightFileArray.Of(values, values.Length);
    }

    private static WeightFileArray Change(int[] values, int at, int value)
    {
        values[at] = value;
        return WeightFileArray.Of(values, values.Length);
    }

    private static Dictionary<string, WeightFileArray> Arrays()
    {
        var arrays = new Dictionary<string, WeightFileArray>();
        LedgerWeights.Write(Model, arrays);
        return arrays;
    }

    private static LedgerModel Load(Dictionary<string, WeightFileArray> arrays)
    {
        using var stream = new MemoryStream();
        new WeightFile(arrays).Write(stream);
        stream.Position = 0;
        return LedgerWeights.Read(WeightFile.Read(stream))!;
    }

    private static IEnumerable<(double Total, RunRate Pair, RunRate Client, RunRate Server)> Scan(LedgerModel model) =>
        Judge(model).SelectMany(found => found.Total.Select(
            (total, i) => (total, found.PairRates[i], found.ClientRates[i], found.ServerRates[i])));

    private static IReadOnlyList<EvidenceBoard> Boards(LedgerModel model) =>
        [.. Judge(model).Select(found => found.Board)];

    private static List<LedgerScores> Judge(LedgerModel model)
    {
        var state = new EvidenceState();
        return
        [
            .. ByHour(Usual(6), Odd(6, 0).Select(Loud)).GroupBy(row => row.Window)
                .Select(window => model.Judge([.. window], [], state)),
        ];
    }

    // A known client that calls new servers, and unknown ones that call known ones, in every hour.
    private static IEnumerable<ConversationSummary> Odd(int hours, int first) =>
        Enumerable.Range(0, hours).SelectMany(
            hour => Enumerable.Range(0, 12).SelectMany(i => new[]
            {
                Row(hour, 7, 5000 + first + i, service: 25), Row(hour, 6000 + first + i, 1001),
            }));

    private static ConversationSummary Loud(ConversationSummary row) =>
        row with { Traffic = row.Traffic with { Flows = 3000, BytesOut = 1e9, Ports = 90 } };

    private static LedgerModel Fit()
    {
        var rows = ByHour(Usual(18), Odd(18, 100).Where(row => row.Window >= 12 * Hour));
        var cut = LedgerFitting.CutOf(rows)!.Value;
        var traffic = new TrainingTraffic(rows);
        return LedgerFitting.Fit(traffic, cut, [], TimeSpan.FromHours(1), countsForgotten: true).Model;
    }
}

/// <summary>Copies of what arrays hold.</summary>
file static class ArrayValues
{
    public static float[] ToFloats(this WeightFileArray array) => [.. (float[])array.Values];

    public static long[] ToLongs(this WeightFileArray array) => [.. (long[])array.Values];

    public static int[] ToInts(this WeightFileArray array) => [.. (int[])array.Values];
}
