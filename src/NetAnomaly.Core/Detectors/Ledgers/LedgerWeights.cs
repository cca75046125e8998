using NetAnomaly.Core.Weights;

namespace NetAnomaly.Core.Detectors.Ledgers;

/// <summary>
/// A ledger as named arrays, part of an ensemble's weights. Every kind of evidence has arrays of its own: a file that
/// lacks a kind is of an earlier version, and that kind is silent. Real numbers are kept as the bits of a float64.
/// </summary>
internal static class LedgerWeights
{
    private const string Prefix = "ledger";

    // A century of minutes.
    private const int MostWindows = 52_560_000;

    /// <summary>Adds the arrays of a ledger.</summary>
    public static void Write(LedgerModel ledger, IDictionary<string, WeightFileArray> arrays)
    {
        var history = ledger.History;
        Reals(
            "calibration", ledger.PerUnit, ledger.Windows, ledger.Ledger.HalfLife, history.IsTwoWay ? 1 : 0,
            ledger.Ledger.Patience);
        foreach (var kind in EvidenceRules.Kinds)
        {
            Scale($"scale.{kind}.first", ledger.Scales[(int)kind].First);
            Scale($"scale.{kind}.second", ledger.Scales[(int)kind].Second);
        }

        foreach (var role in Enum.GetValues<EvidenceRole>())
        {
            var usual = ledger.Usual[(int)role].OrderBy(pair => pair.Key).ToArray();
            Longs($"usual.{role}.subjects", [.. usual.Select(pair => pair.Key)]);
            Reals($"usual.{role}.log_e", [.. usual.Select(pair => pair.Value)]);
            Rates($"rate.{role}", ledger.Rates.All[(int)role]);
            Rates($"rate_of_kept.{role}", ledger.Rates.OfKept[(int)role]);
        }

        Hosts("rate.hosts", ledger.Hosts.All);
        if (ledger.Hosts.OfKept is { } ofKept) Hosts("rate_of_kept.hosts", ofKept);

        Longs("pairs", [.. history.Pairs.Keys]);
        Longs("hosts", [.. history.Hosts.Keys]);
        Longs("services", [.. history.Services.Keys]);
        Ints("hosts.client_windows", history.ClientWindows);
        Ints("hosts.server_windows", history.ServerWindows);
        Longs("opened", [.. history.Opened.Order()]);
        Longs("offered", [.. history.Offered.Order()]);
        var openers = history.Openers.OrderBy(pair => pair.Key).ToArray();
        Longs("openers.services", [.. openers.Select(pair => pair.Key)]);
        Ints("openers.hosts", [.. openers.Select(pair => pair.Value)]);
        for (var habit = 0; habit < history.PairHabits.Length; habit++)
            Habit($"habit.pair.{habit}", history.PairHabits[habit]);
        for (var habit = 0; habit < history.HostHabits.Length; habit++)
            Habit($"habit.host.{habit}", history.HostHabits[habit]);

        void Rates(string name, SubjectRates rates)
        {
            Reals($"{name}.sum", rates.Sum.Peaks.ToArray());
            Reals($"{name}.peak", rates.Peak.Peaks.ToArray());
            Reals($"{name}.mass", rates.Mass?.Peaks.ToArray() ?? []);
            Reals($"{name}.days", rates.Sum.Days);
        }

        void Hosts(string name, RateScale hosts)
        {
            Reals($"{name}.severities", hosts.Peaks.ToArray());
            Reals($"{name}.days", hosts.Days);
        }

        void Scale(string name, EvidenceScale scale)
        {
            Reals($"{name}.values", scale.Values.ToArray());
            Reals($"{name}.weight_from", scale.WeightFrom.ToArray());
            Reals($"{name}.parameters", scale.Weight, scale.Tail);
        }

        void Habit(string name, HabitModel habit)
        {
            Floats($"{name}.windows", habit.Counts.ToArray());
            Floats($"{name}.sums", habit.Sums.ToArray());
            Floats($"{name}.squares", habit.Squares.ToArray());
            Reals($"{name}.parameters", habit.Within, habit.Floor, habit.All.Mean, habit.All.Between);
            var groups = habit.Groups.ToArray();
            Reals($"{name}.group_means", [.. groups.Select(group => group.Mean)]);
            Reals($"{name}.group_variances", [.. groups.Select(group => group.Between)]);
            Ints($"{name}.group_units", [.. groups.Select(group => group.Units)]);
        }

        void Reals(string name, params double[] values) =>
            Longs(name, [.. values.Select(BitConverter.DoubleToInt64Bits)]);
        void Longs(string name, long[] values) =>
            arrays.Add($"{Prefix}.{name}", WeightFileArray.Of(values, values.Length));
        void Ints(string name, int[] values) =>
            arrays.Add($"{Prefix}.{name}", WeightFileArray.Of(values, values.Length));
        void Floats(string name, float[] values) =>
            arrays.Add($"{Prefix}.{name}", WeightFileArray.Of(values, values.Length));
    }

    /// <summary>Reads a ledger; <see langword="null"/> where the weights have none.</summary>
    /// <exception cref="InvalidDataException">It is damaged.</exception>
    public static LedgerModel? Read(WeightFile file)
    {
        if (!file.Arrays.ContainsKey($"{Prefix}.calibration")) return null;
        var calibration = Reals("calibration", 5);
        var roles = Enum.GetValues<EvidenceRole>();
        var (pairs, hosts, services) = (Index("pairs"), Index("hosts"), Index("services"));
        return new LedgerModel
        {
            PerUnit = AtLeast("calibration", calibration[0], 1),
            Windows = (int)Math.Min(AtLeast("calibration", calibration[1], 1), MostWindows),
            Ledger = new SubjectLedger(
                AtLeast("calibration", calibration[2], 1), AtLeast("calibration", calibration[4], 1)),
            Scales =
            [
                .. EvidenceRules.Kinds.Select(
                    kind => new ScaleHalves(Scale($"scale.{kind}.first"), Scale($"scale.{kind}.second"))),
            ],
            Usual = [.. roles.Select(Usual)],
            Rates = new RunRates(
                [.. roles.Select(role => Rates("rate", role))], [.. roles.Select(role => Rates("rate_of_kept", role))]),
            Hosts = new HostRates(
                Hosts("rate.hosts") ?? new RateScale([], Days($"rate.{EvidenceRole.Pair}")),
                Hosts("rate_of_kept.hosts")),
            History = new TrafficHistory
            {
                Pairs = pairs,
                Hosts = hosts,
                Services = services,
                ClientWindows = Counts("hosts.client_windows", hosts.Count),
                ServerWindows = Counts("hosts.server_windows", hosts.Count),
                Opened = [.. Keys("opened")],
                Offered = [.. Keys("offered")],
                Openers = Openers(),
                PairHabits =
                [
                    .. PairHabit.Floors.Select((_, habit) => Habit(
                        $"habit.pair.{habit}", pairs.Count, PairHabit.IsByService(habit) ? services.Count : 1)),
                ],
                HostHabits =
                [
                    .. Enumerable.Range(0, HostHabit.Count)
                        .Select(habit => Habit($"habit.host.{habit}", hosts.Count, 1)),
                ],
                IsTwoWay = calibration[3] > 0,
            },
        };

        EvidenceScale Scale(string name)
        {
            if (!file.Arrays.ContainsKey($"{Prefix}.{name}.parameters")) return EvidenceScale.Silent;
            var values = Reals($"{name}.values", -1);
            var parameters = Reals($"{name}.parameters", 2);
            try
            {
                return EvidenceScale.Restore(
                    values, Reals($"{name}.weight_from", values.Length), parameters[0], parameters[1]);
            }
            catch (ArgumentException cause)
            {
                throw new InvalidDataException($"its weight '{Prefix}.{name}' is out of range", cause);
            }
        }

        Dictionary<long, double> Usual(EvidenceRole role)
        {
            var subjects = Keys($"usual.{role}.subjects");
            var logE = Reals($"usual.{role}.log_e", subjects.Length);
            var usual = new Dictionary<long, double>(subjects.Length);
            for (var i = 0; i < subjects.Length; i++) usual[subjects[i]] = logE[i];
            return usual;
        }

        // A scale of no host hides nothing.
        RateScale? Hosts(string name) =>
            file.Arrays.ContainsKey($"{Prefix}.{name}.days")
                ? new RateScale(Reals($"{name}.severities", -1), Days(name))
                : null;

        double Days(string name) => AtLeast($"{name}.days", Reals($"{name}.days", 1)[0], double.Epsilon);

        SubjectRates Rates(string prefix, EvidenceRole role)
        {
            var name = $"{prefix}.{role}";
            var days = Days(name);
            return new SubjectRates(
                new RateScale(Reals($"{name}.sum", -1), days), new RateScale(Reals($"{name}.peak", -1), days),
                role == EvidenceRole.Pair ? null : new RateScale(Reals($"{name}.mass", -1), days));
        }

        Dictionary<long, int> Openers()
        {
            var keys = Keys("openers.services");
            var counts = Counts("openers.hosts", keys.Length);
            var openers = new Dictionary<long, int>(keys.Length);
            for (var i = 0; i < keys.Length; i++) openers[keys[i]] = counts[i];
            return openers;
        }

        HabitModel Habit(string name, int units, int groupCount)
        {
            var parameters = Reals($"{name}.parameters", 4);
            var (within, floor) = (parameters[0], parameters[1]);
            var means = Reals($"{name}.group_means", -1);
            var variances = Reals($"{name}.group_variances", means.Length);
            var members = Counts($"{name}.group_units", means.Length);
            if (within <= 0 || floor <= 0 || parameters[3] <= 0 || Array.Exists(variances, value => value <= 0)
                || (means.Length > 0 && means.Length != groupCount)) throw OutOfRange(name);
            return HabitModel.Restore(
                Positive($"{name}.windows", units), Floats($"{name}.sums", units), Positive($"{name}.squares", units),
                [.. means.Select((mean, i) => new HabitGroup(mean, variances[i], members[i]))], within, floor,
                new HabitGroup(parameters[2], parameters[3], 0));
        }

        KeyIndex Index(string name) => new(Keys(name));

        // Each occurs once.
        long[] Keys(string name)
        {
            var keys = Longs(name, -1);
            return new KeyIndex(keys).IsDistinct ? keys : throw OutOfRange(name);
        }

        int[] Counts(string name, int length)
        {
            var counts = file.Ints($"{Prefix}.{name}", length);
            return Array.TrueForAll(counts, count => count >= 0) ? counts : throw OutOfRange(name);
        }

        float[] Positive(string name, int length)
        {
            var values = Floats(name, length);
            return Array.TrueForAll(values, value => value >= 0) ? values : throw OutOfRange(name);
        }

        float[] Floats(string name, int length)
        {
            var values = file.Floats($"{Prefix}.{name}", length);
            return Array.TrueForAll(values, float.IsFinite) ? values : throw OutOfRange(name);
        }

        double[] Reals(string name, int length)
        {
            double[] values = [.. Longs(name, length).Select(BitConverter.Int64BitsToDouble)];
            return Array.TrueForAll(values, double.IsFinite)
                ? values
                : throw new InvalidDataException($"its weight '{Prefix}.{name}' holds a number that is not finite");
        }

        long[] Longs(string name, int length) => file.Longs($"{Prefix}.{name}", length);

        static double AtLeast(string name, double value, double least) =>
            value >= least ? value : throw OutOfRange(name);

        static InvalidDataException OutOfRange(string name) => new($"its weight '{Prefix}.{name}' is out of range");
    }
}
