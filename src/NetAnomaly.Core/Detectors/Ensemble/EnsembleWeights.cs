using NetAnomaly.Core.Detectors.Ledgers;
using NetAnomaly.Core.Statistics;
using NetAnomaly.Core.Weights;
using NetAnomaly.Internal;

namespace NetAnomaly.Core.Detectors.Ensemble;

/// <summary>
/// What an ensemble knows beside its members, as named arrays. Real numbers are kept as the 64 bits of a float64, so
/// that a loaded model judges to the bit as the saved one; pairs of hosts are kept as 64-bit numbers
/// (<see cref="StableHash"/>), not as addresses.
/// </summary>
internal static class EnsembleWeights
{
    private static readonly string[] Sides = ["source", "destination"];

    /// <summary>The arrays of an ensemble.</summary>
    public static WeightFile Of(EnsembleCombiner verdicts)
    {
        var arrays = new Dictionary<string, WeightFileArray>(StringComparer.Ordinal);
        for (var member = 0; member < verdicts.Words.Members.Count; member++)
            Add($"member.{member}", verdicts.Words.Members[member]);
        Add("words", verdicts.Words.Together);
        var context = verdicts.Context;
        for (var kind = 0; kind < WindowContext.Kinds; kind++)
            Add($"context.{(ContextKind)kind}", context.Calibrations[kind]);
        for (var side = 0; side < Sides.Length; side++)
        {
            AddReals($"effect.{Sides[side]}", context.Effects[side].Mean, context.Effects[side].Pull);
            AddHabits($"habits.{Sides[side]}", context.Habits[side]);
        }

        AddCounts("history.dyads", context.History.Dyads);
        AddCounts("history.host_services", context.History.HostServices);
        AddCounts("history.services", context.History.Services);
        if (verdicts.Ledger is { } ledger) LedgerWeights.Write(ledger, arrays);
        return new WeightFile(arrays);

        void Add(string name, WeightedCalibration calibration)
        {
            AddReals($"{name}.values", [.. calibration.Values]);
            AddReals($"{name}.weight_from", [.. calibration.WeightFrom]);
            AddReals($"{name}.tail", calibration.TailScale);
        }

        void AddHabits(string name, NewPeerModel habits)
        {
            AddReals($"{name}.parameters", habits.Mean, habits.Between, habits.Within);
            var hosts = habits.Hosts.OrderByDescending(host => host.Value.Windows).ThenBy(host => host.Key)
                .Take(PairHistory.MostPairs).OrderBy(host => host.Key).ToArray();
            AddLongs($"{name}.hosts", [.. hosts.Select(host => host.Key)]);
            AddInts($"{name}.windows", [.. hosts.Select(host => host.Value.Windows)]);
            AddReals($"{name}.sums", [.. hosts.Select(host => host.Value.Sum)]);
        }

        void AddCounts(string name, IReadOnlyDictionary<long, int> counts)
        {
            var pairs = PairHistory.Bounded(counts).ToArray();
            AddLongs($"{name}.keys", [.. pairs.Select(pair => pair.Key)]);
            AddInts($"{name}.windows", [.. pairs.Select(pair => pair.Value)]);
        }

        void AddReals(string name, params double[] values) =>
            AddLongs(name, [.. values.Select(BitConverter.DoubleToInt64Bits)]);
        void AddLongs(string name, long[] values) => arrays.Add(name, WeightFileArray.Of(values, values.Length));
        void AddInts(string name, int[] values) => arrays.Add(name, WeightFileArray.Of(values, values.Length));
    }

    /// <summary>Reads the arrays of an ensemble.</summary>
    /// <exception cref="InvalidDataException">They are damaged, or of another number of members.</exception>
    public static EnsembleCombiner Read(Stream stream, int members)
    {
        var file = WeightFile.Read(stream);
        var words = new MemberEvidence(
            [.. Enumerable.Range(0, members).Select(member => Calibration($"member.{member}"))], Calibration("words"));
        HostEffect[] effects = [.. Sides.Select(side => Effect($"effect.{side}"))];
        NewPeerModel[] habits = [.. Sides.Select(side => Habits($"habits.{side}"))];
        var history = PairHistory.Restore(
            Counts("history.dyads"), Counts("history.host_services"), Counts("history.services"));
        WeightedCalibration[] calibrations =
        [
            .. Enumerable.Range(0, WindowContext.Kinds).Select(kind => Calibration($"context.{(ContextKind)kind}")),
        ];
        return new EnsembleCombiner(
            words, new WindowContext(history, effects, habits, calibrations), LedgerWeights.Read(file));

        WeightedCalibration Calibration(string name) =>
            WeightedCalibration.Restore(
                Reals($"{name}.values", -1), Reals($"{name}.weight_from", -1), Reals($"{name}.tail", 1)[0]);

        HostEffect Effect(string name)
        {
            var values = Reals(name, 2);
            return double.IsFinite(values[0]) && double.IsFinite(values[1]) && values[1] >= 0
                ? new HostEffect(values[0], values[1])
                : throw new InvalidDataException($"its weight '{name}' is out of range");
        }

        NewPeerModel Habits(string name)
        {
            var parameters = Reals($"{name}.parameters", 3);
            var hosts = file.Longs($"{name}.hosts", -1);
            var (windows, sums) = (file.Ints($"{name}.windows", hosts.Length), Reals($"{name}.sums", hosts.Length));
            var table = new Dictionary<long, (int, double)>(hosts.Length);
            for (var i = 0; i < hosts.Length; i++)
            {
                if (windows[i] < 1 || !double.IsFinite(sums[i]))
                    throw new InvalidDataException($"its weight '{name}' is out of range at {i}");
                table[hosts[i]] = (windows[i], sums[i]);
            }

            return NewPeerModel.Restore(table, parameters[0], parameters[1], parameters[2]);
        }

        Dictionary<long, int> Counts(string name)
        {
            var keys = file.Longs($"{name}.keys", -1);
            var windows = file.Ints($"{name}.windows", keys.Length);
            if (Array.Exists(windows, count => count < 1))
                throw new InvalidDataException($"its weight '{name}' holds a count below 1");
            var table = new Dictionary<long, int>(keys.Length);
            for (var i = 0; i < keys.Length; i++) table[keys[i]] = windows[i];
            return table;
        }

        double[] Reals(string name, int length)
        {
            double[] values = [.. file.Longs(name, length).Select(BitConverter.Int64BitsToDouble)];
            return Array.TrueForAll(values, double.IsFinite)
                ? values
                : throw new InvalidDataException($"its weight '{name}' holds a number that is not finite");
        }
    }
}
