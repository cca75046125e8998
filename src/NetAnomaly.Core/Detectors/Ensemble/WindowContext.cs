using NetAnomaly.Core.Detectors.Ledgers;
using NetAnomaly.Core.Detection;
using NetAnomaly.Core.Datasets;
using NetAnomaly.Core.Statistics;
namespace NetAnomaly.Core.Detectors.Ensemble;

/// <summary>
/// Judges conversations by those around them in the window and by the past, each kind on the scale of −ln p over normal
/// traffic. Immutable; thread-safe.
/// </summary>
/// <remarks>
/// Hosts in a window are the units of calibration, not conversations: an infected host that opened a thousand
/// conversations while training is one unit of many thousands. Only counts of new peers are judged between the two (a
/// host in a window weighs the root of its conversations), as busy hosts meet more of them.
/// </remarks>
internal sealed class WindowContext
{
    /// <summary>How many kinds there are.</summary>
    public const int Kinds = 6;

    private readonly WeightedCalibration[] calibrations;

    /// <summary>A context from what was learned.</summary>
    /// <param name="history">The past.</param>
    /// <param name="effects">Of sources and destinations.</param>
    /// <param name="habits">Of sources and destinations.</param>
    /// <param name="calibrations">By <see cref="ContextKind"/>.</param>
    public WindowContext(
        PairHistory history, HostEffect[] effects, NewPeerModel[] habits, WeightedCalibration[] calibrations) =>
        (History, Effects, Habits, this.calibrations) = (history, effects, habits, calibrations);

    /// <summary>The past.</summary>
    public PairHistory History { get; }

    /// <summary>Of sources and destinations.</summary>
    public HostEffect[] Effects { get; }

    /// <summary>Of sources and destinations.</summary>
    public NewPeerModel[] Habits { get; }

    /// <summary>By kind.</summary>
    public IReadOnlyList<WeightedCalibration> Calibrations => calibrations;

    /// <summary>Learns from training.</summary>
    /// <param name="all">All conversations, ordered by window: the past.</param>
    /// <param name="calibrating">Those among them to calibrate on.</param>
    /// <param name="evidence">What their own words say, −ln p and bounded, as if they had not been seen: [row of
    /// <paramref name="calibrating"/>].</param>
    public static WindowContext Fit(ConversationSummary[] all, ConversationSummary[] calibrating, double[] evidence)
    {
        var history = PairHistory.Of(all);
        var findings = WindowStatistics.Of(all, history, ofTraining: true);
        NewPeerModel[] habits =
        [
            Habit(findings.Sources, findings.NewDestinations), Habit(findings.Destinations, findings.NewSources),
        ];
        if (all.Length != calibrating.Length) findings = WindowStatistics.Of(calibrating, history, ofTraining: true);
        HostEffect[] effects =
        [
            HostEffect.Fit(findings.Sources, evidence), HostEffect.Fit(findings.Destinations, evidence),
        ];
        var context = new WindowContext(history, effects, habits, []);
        var raw = context.Raw(calibrating, findings, evidence, ofTraining: true);
        return new WindowContext(
            history, effects, habits,
            [.. Enumerable.Range(0, Kinds).Select(kind => Calibrate((ContextKind)kind, raw[kind], findings))]);
    }

    /// <summary>Judges conversations.</summary>
    /// <param name="rows">Whole windows.</param>
    /// <param name="evidence">What their own words say: [row].</param>
    /// <param name="ofTraining">Whether they are of training, and each is to be left out of its own past.</param>
    /// <returns>−ln p: [kind][row], and what was counted.</returns>
    public (double[][] Evidence, WindowStatistics Findings) Judge(
        ConversationSummary[] rows, double[] evidence, bool ofTraining)
    {
        var findings = WindowStatistics.Of(rows, History, ofTraining);
        var raw = Raw(rows, findings, evidence, ofTraining);
        for (var kind = 0; kind < Kinds; kind++)
        {
            for (var i = 0; i < rows.Length; i++) raw[kind][i] = calibrations[kind].Evidence(raw[kind][i]);
        }

        return (raw, findings);
    }

    // NaN is no evidence: the host is not known, or the kind has nothing to say of the conversation.
    private double[][] Raw(ConversationSummary[] rows, WindowStatistics findings, double[] evidence, bool ofTraining)
    {
        var values = new double[Kinds][];
        values[(int)ContextKind.Source] = Spread(findings.Sources, EffectsOf(0, findings.Sources));
        values[(int)ContextKind.Destination] = Spread(findings.Destinations, EffectsOf(1, findings.Destinations));
        values[(int)ContextKind.NewDestinations] = Spread(
            findings.Sources, Deviations(0, findings.Sources, findings.NewDestinations), findings.IsNew);
        values[(int)ContextKind.NewSources] = Spread(
            findings.Destinations, Deviations(1, findings.Destinations, findings.NewSources), findings.IsNew);
        values[(int)ContextKind.NewService] =
        [
            .. rows.Select(row => History.KnowsServices ? History.NewServiceSurprisal(row, ofTraining) : double.NaN),
        ];
        values[(int)ContextKind.Regularity] =
        [
            .. rows.Select((row, i) => findings.IsNew[i] ? row.Regularity : Regularity.None),
        ];
        return values;

        double[] EffectsOf(int side, HostGroups groups)
        {
            var sums = groups.Sum(i => evidence[i]);
            return [.. sums.Select((sum, group) => Effects[side].Of(sum, groups.Rows(group)))];
        }

        double[] Deviations(int side, HostGroups groups, double[] newPeers) =>
            [
                .. newPeers.Select(
                    (count, group) =>
                        Habits[side].Deviation(groups.Host(group), NewPeerModel.Value(count), ofTraining)),
            ];
    }

    private static double[] Spread(HostGroups groups, double[] values, bool[]? only = null)
    {
        var spread = new double[groups.Of.Length];
        for (var i = 0; i < spread.Length; i++)
            spread[i] = groups.Of[i] < 0
                ? double.NaN
                : only?[i] == false ? WeightedCalibration.Nothing : values[groups.Of[i]];
        return spread;
    }

    private static NewPeerModel Habit(HostGroups groups, double[] newPeers) =>
        NewPeerModel.Fit([.. newPeers.Select((count, group) => (groups.Host(group), NewPeerModel.Value(count)))]);

    private static WeightedCalibration Calibrate(ContextKind kind, double[] values, WindowStatistics findings)
    {
        var (own, weights) = (new List<double>(), new List<double>());
        for (var i = 0; i < values.Length; i++)
        {
            if (double.IsNaN(values[i])) continue;
            own.Add(values[i]);
            weights.Add(Weight(kind, findings, i));
        }

        return WeightedCalibration.Of([.. own], [.. weights]);
    }

    private static double Weight(ContextKind kind, WindowStatistics findings, int row) => kind switch
    {
        ContextKind.Destination => HostWeight(findings.Destinations, row),
        ContextKind.NewDestinations => Math.Sqrt(HostWeight(findings.Sources, row)),
        ContextKind.NewSources => Math.Sqrt(HostWeight(findings.Destinations, row)),
        _ => HostWeight(findings.Sources, row),
    };

    /// <summary>The share of a host-window that a conversation stands for.</summary>
    public static double HostWeight(HostGroups groups, int row) =>
        groups.Of[row] < 0 ? 1 : 1.0 / groups.Rows(groups.Of[row]);
}
