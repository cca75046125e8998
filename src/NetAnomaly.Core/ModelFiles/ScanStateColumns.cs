using NetAnomaly.Core.Detection;
using NetAnomaly.Core.Weights;

namespace NetAnomaly.Core.ModelFiles;

/// <summary>
/// What a scan remembers of pairs or hosts, one array for each property. Real numbers are kept as the bits of float64.
/// </summary>
internal static class ScanStateColumns
{
    /// <summary>Adds the arrays of subjects, by key.</summary>
    public static void Write(
        Dictionary<string, WeightFileArray> arrays, string role, IReadOnlyDictionary<long, SubjectState> subjects)
    {
        var ordered = subjects.OrderBy(pair => pair.Key).ToArray();
        Longs("keys", pair => pair.Key);
        Longs("last", pair => pair.Value.Last);
        Longs("first", pair => pair.Value.First);
        Ints("windows", pair => pair.Value.Windows);
        Reals("spoken", pair => pair.Value.Spoken);
        Ints("last_number", pair => pair.Value.LastNumber);
        Reals("ledger", pair => pair.Value.Ledger);
        Longs("run_start", pair => pair.Value.RunStart);
        Ints("run_windows", pair => pair.Value.RunWindows);
        Reals("peak", pair => pair.Value.Peak);
        Reals("strongest", pair => pair.Value.Strongest);
        Reals("mass", pair => pair.Value.Mass);

        void Longs(string name, Func<KeyValuePair<long, SubjectState>, long> value) =>
            arrays.Add($"{role}.{name}", WeightFileArray.Of([.. ordered.Select(value)], ordered.Length));
        void Ints(string name, Func<KeyValuePair<long, SubjectState>, int> value) =>
            arrays.Add($"{role}.{name}", WeightFileArray.Of([.. ordered.Select(value)], ordered.Length));
        void Reals(string name, Func<KeyValuePair<long, SubjectState>, double> value) =>
            Longs(name, pair => BitConverter.DoubleToInt64Bits(value(pair)));
    }

    /// <summary>Reads the subjects.</summary>
    /// <param name="file">The file.</param>
    /// <param name="role">Which subjects.</param>
    /// <param name="latest">Start of the latest window of the scan, ticks: nobody has spoken later.</param>
    /// <exception cref="InvalidDataException">They cannot be.</exception>
    public static KeyValuePair<long, SubjectState>[] Read(WeightFile file, string role, long latest)
    {
        var keys = file.Longs($"{role}.keys", -1);
        for (var i = 1; i < keys.Length; i++)
            if (keys[i] <= keys[i - 1]) throw OutOfRange("keys");
        var (last, first, runStart) = (Times("last"), Times("first"), Times("run_start"));
        var (windows, number, runWindows) = (Counts("windows"), Counts("last_number"), Counts("run_windows"));
        var (spoken, ledger, peak) = (Reals("spoken"), Reals("ledger"), Reals("peak"));
        var (strongest, mass) = (Reals("strongest"), Reals("mass"));
        return
        [
            .. keys.Select((key, i) => KeyValuePair.Create(key, new SubjectState
            {
                Last = last[i], First = first[i], Windows = windows[i], Spoken = spoken[i], LastNumber = number[i],
                Ledger = ledger[i], RunStart = runStart[i], RunWindows = runWindows[i], Peak = peak[i],
                Strongest = strongest[i], Mass = mass[i],
            })),
        ];

        long[] Times(string name)
        {
            var times = file.Longs($"{role}.{name}", keys.Length);
            return Array.TrueForAll(times, time => ScanStateFile.IsTime(time) && time <= latest)
                ? times
                : throw OutOfRange(name);
        }

        int[] Counts(string name)
        {
            var counts = file.Ints($"{role}.{name}", keys.Length);
            return Array.TrueForAll(counts, count => count >= 0) ? counts : throw OutOfRange(name);
        }

        double[] Reals(string name)
        {
            var values = Array.ConvertAll(file.Longs($"{role}.{name}", keys.Length), BitConverter.Int64BitsToDouble);
            return Array.TrueForAll(values, value => double.IsFinite(value) && value >= 0)
                ? values
                : throw OutOfRange(name);
        }

        InvalidDataException OutOfRange(string name) => new($"its array '{role}.{name}' is out of range");
    }
}
