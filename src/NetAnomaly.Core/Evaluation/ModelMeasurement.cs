using System.Globalization;
using NetAnomaly.Core.Datasets;
using NetAnomaly.Core.Detection;
using NetAnomaly.Core.Statistics;
using NetAnomaly.Core.Tokens;

namespace NetAnomaly.Core.Evaluation;

/// <summary>
/// Gathers results on labelled conversations and measures the model by them, ranked in the order in which alerts are
/// drawn. Keeps numbers, not flows. Not thread-safe.
/// </summary>
internal sealed class ModelMeasurement(AnomalyModel model, LabelRule rule)
{
    private static readonly IReadOnlyList<(string, DateTime)> Normal = [];
    private static readonly int[] Tops = [10, 20, 50];
    private readonly List<ScoredCase> cases = [];
    private readonly HashSet<int[]> seen = new(IntSequenceComparer.Instance);
    private readonly IncidentMeasurement incidents = new(rule);
    private readonly IDetector detector = Scoring.LoadedModel.Of(model).Detector;
    private readonly SortedSet<string> anomalousLabels = new(StringComparer.Ordinal);
    private DateTime from = DateTime.MaxValue;
    private DateTime to = DateTime.MinValue;
    private long flows;
    private long repeats;

    /// <summary>Takes one result.</summary>
    public void Add(AnomalyResult result)
    {
        var sequence = result.Sequence;
        var end = sequence.WindowStart + sequence.Window;
        if (sequence.WindowStart < from) from = sequence.WindowStart;
        if (end > to) to = end;
        flows += sequence.FlowCount;
        if (!seen.Add(detector.Fingerprint(sequence))) repeats++;
        incidents.Add(result);
        cases.Add(
            new ScoredCase(
                sequence.WindowStart, result.Score, result.PValue, result.IsAnomaly, AnomalousLabels(sequence)));
    }

    /// <summary>The figures; afterwards nothing can be added.</summary>
    /// <param name="findings">What is known about the data measured on; <see langword="null"/> for nothing.</param>
    /// <param name="baselines">What rules find that need no model; <see langword="null"/> for none.</param>
    /// <exception cref="InvalidOperationException">There was no result.</exception>
    public AnomalyMetric Measure(
        IReadOnlyList<DatasetFinding>? findings = null, IReadOnlyList<BaselineMetric>? baselines = null)
    {
        if (cases.Count == 0) throw new InvalidOperationException("There is not one conversation to measure on.");
        var ranks = AlertOrder.Strangeness(
            [.. cases.Select(one => one.PValue)], [.. cases.Select(one => one.Score)]);
        var truths = cases.Select(one => one.IsAnomalous).ToArray();
        return new AnomalyMetric
        {
            Model = model.Name,
            Conversations = cases.Count,
            Anomalous = truths.LongCount(bad => bad),
            RocAuc = RankingMetrics.RocAuc(ranks, truths),
            AveragePrecision = RankingMetrics.AveragePrecision(ranks, truths),
            Confusion = new ConfusionMatrix(
                Count(true, true), Count(false, true), Count(false, false), Count(true, false)),
            PrecisionPerDay = [.. Tops.Select(top => new DailyPrecision(top, PrecisionPerDay(top, ranks)))],
            PerAttack = PerAttack(ranks),
            RocCurve = RankingCurves.Roc(ranks, truths),
            PrecisionRecallCurve = RankingCurves.PrecisionRecall(ranks, truths),
            Incidents = incidents.Measure(incidents.Complete()),
            Baselines = baselines ?? [],
            Split = Card(findings ?? []),
        };
    }

    private SplitCard Card(IReadOnlyList<DatasetFinding> findings)
    {
        var card = new SplitCard
        {
            Training = model.Provenance!,
            Spec = model.Spec,
            From = from,
            To = to,
            Flows = flows,
            Repeats = repeats,
            AnomalousLabels = [.. anomalousLabels],
            Findings = findings,
        };
        return card.Overlaps ? card with { Findings = findings.Prepend(Overlap(card)).ToArray() } : card;
    }

    private static DatasetFinding Overlap(SplitCard card) => new()
    {
        Severity = FindingSeverity.Severe,
        Check = DatasetCheck.TimeOverlap,
        Subject = "training and test",
        Finding = string.Create(
            CultureInfo.InvariantCulture,
            $"The model was trained on {card.Training.From:yyyy-MM-dd HH:mm'Z'} to "
                + $"{card.Training.To:yyyy-MM-dd HH:mm'Z'}, which overlaps the time measured on."),
        Remedy = "Measure on traffic that is later than the traffic trained on.",
        Figures = new Dictionary<string, double>
        {
            ["Hours"] = ((card.To < card.Training.To ? card.To : card.Training.To)
                - (card.From > card.Training.From ? card.From : card.Training.From)).TotalHours,
        },
    };

    private IReadOnlyList<(string, DateTime)> AnomalousLabels(Conversation sequence)
    {
        List<(string Label, DateTime First)>? labels = null;
        foreach (var flow in sequence.Flows)
        {
            if (!rule.IsAnomalous(flow.Label) || labels?.Exists(known => known.Label == flow.Label) == true) continue;
            (labels ??= []).Add((flow.Label!, flow.Start));
            anomalousLabels.Add(flow.Label!);
        }

        return labels ?? Normal;
    }

    private long Count(bool anomalous, bool alerted) =>
        cases.LongCount(one => one.IsAnomalous == anomalous && one.Alerted == alerted);

    private double PrecisionPerDay(int top, double[] ranks) => cases.Index()
        .GroupBy(one => one.Item.WindowStart.Date)
        .Average(
            day => RankingMetrics.PrecisionAt(
                top, [.. day.Select(one => ranks[one.Index])], [.. day.Select(one => one.Item.IsAnomalous)]));

    private AttackMetric[] PerAttack(double[] ranks)
    {
        double[] normal = [.. cases.Index().Where(one => !one.Item.IsAnomalous).Select(one => ranks[one.Index])];
        double[] falling = [.. ranks.OrderDescending()];
        return
        [
            .. anomalousLabels.Select(label => Attack(label, ranks, normal, falling))
            .OrderByDescending(attack => attack.Conversations),
        ];
    }

    private AttackMetric Attack(string label, double[] ranks, double[] normal, double[] falling)
    {
        (int Index, ScoredCase Item)[] own =
        [
            .. cases.Index().Where(one => one.Item.Labels.Any(known => known.Label == label)),
        ];
        double[] ownRanks = [.. own.Select(one => ranks[one.Index])];
        bool[] truths = [.. own.Select(_ => true), .. normal.Select(_ => false)];
        var first = own.Min(one => one.Item.Labels.First(known => known.Label == label).First);
        var alerted = own.Where(one => one.Item.Alerted).ToArray();
        return new AttackMetric(
            label,
            own.Length,
            alerted.Length,
            1 + Array.IndexOf(falling, ownRanks.Max()),
            RankingMetrics.RocAuc([.. ownRanks, .. normal], truths),
            alerted.Length == 0 || first == DateTime.UnixEpoch
                ? null
                : alerted.Min(one => one.Item.WindowStart) + model.Spec.Window - first);
    }
}
