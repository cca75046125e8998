using System.Runtime.InteropServices;
using NetAnomaly.Internal;
namespace NetAnomaly.Core.Auditing;

/// <summary>
/// Looks at the labels themselves: whether there are any, what they cover, and how many flows they call anomalous.
/// </summary>
internal sealed class LabelCheck : IDatasetCheck
{
    private const int MostLabels = 1 << 12;
    // Anomalous ones: flows of training and of test.
    private readonly Dictionary<string, ClassCounts> labels = new(StringComparer.Ordinal);
    private readonly long[] unlabelled = new long[2];
    private readonly Span[] all = [new(), new()];
    private readonly Span[] attacks = [new(), new()];

    /// <inheritdoc/>
    public void Add(in AuditedFlow flow)
    {
        var part = (int)flow.Part;
        if (string.IsNullOrEmpty(flow.Flow.Label)) unlabelled[part]++;
        if (flow.Window is not null) all[part].Add(flow.Flow.Start);
        if (!flow.IsAnomalous) return;
        if (flow.Window is not null) attacks[part].Add(flow.Flow.Start);
        if (labels.Count >= MostLabels && !labels.ContainsKey(flow.Flow.Label!)) return;
        ref var counts = ref CollectionsMarshal.GetValueRefOrAddDefault(labels, flow.Flow.Label!, out _);
        counts = counts.With(flow.Part == DatasetPart.Test);
    }

    /// <inheritdoc/>
    public IEnumerable<DatasetFinding> Findings(AuditTally tally)
    {
        var found = new List<DatasetFinding>();
        foreach (var part in Enum.GetValues<DatasetPart>())
        {
            if (tally.Flows(part) == 0) continue;
            found.AddRange(Coverage(part, tally));
            found.Add(BaseRate(part, tally));
        }

        if (tally.IsSplit) found.AddRange(Compared(tally));
        return found;
    }

    private IEnumerable<DatasetFinding> Coverage(DatasetPart part, AuditTally tally)
    {
        var (name, missing) = (FindingText.Name(part), (double)unlabelled[(int)part] / tally.Flows(part));
        if (tally.Anomalous(part) == 0 && part == DatasetPart.Test)
        {
            yield return Finding(
                FindingSeverity.Severe, DatasetCheck.LabelCoverage, name,
                "No label of the test flows means an anomaly: nothing can be measured on them.",
                "Name the labels with -AnomalousLabel, or choose a test part that holds attacks.", ("Share", missing));
        }

        if (missing is > 0 and < 1)
        {
            yield return Finding(
                missing >= 0.01 ? FindingSeverity.Warning : FindingSeverity.Note, DatasetCheck.LabelCoverage, name,
                $"{FindingText.Percent(missing)} of the flows of {name} have no label, others have; they count as "
                    + $"normal.",
                "Label them or leave them out: what nobody looked at is not normal for that.", ("Share", missing));
        }

        var (whole, attacked) = (all[(int)part], attacks[(int)part]);
        if (!attacked.Any || whole.Length <= TimeSpan.FromHours(2)) yield break;
        var covered = attacked.Length / whole.Length;
        if (covered < 0.5)
        {
            yield return Finding(
                FindingSeverity.Note, DatasetCheck.LabelCoverage, name,
                $"Anomalous labels of {name} lie between {FindingText.Time(attacked.From)} and "
                    + $"{FindingText.Time(attacked.To)}, {FindingText.Percent(covered)} of the period; all outside "
                    + $"is measured as normal.",
                "Make sure that somebody looked for attacks in the rest of the period, or measure on the labelled "
                    + "part.", ("Share", covered));
        }
    }

    private static DatasetFinding BaseRate(DatasetPart part, AuditTally tally)
    {
        var rate = (double)tally.Anomalous(part) / tally.Flows(part);
        return Finding(
            rate > 0.1 ? FindingSeverity.Warning : FindingSeverity.Note, DatasetCheck.BaseRate, FindingText.Name(part),
            $"{FindingText.Count(tally.Anomalous(part))} of "
                + $"{FindingText.Count(tally.Flows(part), true, "flow|flows")} of {FindingText.Name(part)} "
                + $"({FindingText.Percent(rate)}) {CountedText.Form(tally.Anomalous(part), "is|are")} anomalous.",
            rate > 0.1
                ? "Networks hold far fewer: precision, F1 and accuracy do not carry over. Look at ROC-AUC, and at "
                    + "precision at the base rate you expect."
                : "Give it beside precision and average precision, which depend on it.",
            ("Share", rate));
    }

    private IEnumerable<DatasetFinding> Compared(AuditTally tally)
    {
        var unseen = labels.Where(label => label.Value is { Normal: 0 }).Select(label => label.Key)
            .Order(StringComparer.Ordinal).ToArray();
        if (tally.Anomalous(DatasetPart.Training) > 0 && unseen.Length > 0)
        {
            yield return Finding(
                FindingSeverity.Note, DatasetCheck.LabelCoverage, "labels",
                $"{CountedText.Of(unseen.Length, "anomalous label|labels stands|stand in test only")}: "
                    + $"{string.Join(", ", unseen.Take(5))}{(unseen.Length > 5 ? ", …" : "")}.",
                "Measure known and unknown attacks apart.", ("Labels", unseen.Length));
        }

        var learned = (double)tally.Anomalous(DatasetPart.Training) / tally.Flows(DatasetPart.Training);
        var tested = (double)tally.Anomalous(DatasetPart.Test) / tally.Flows(DatasetPart.Test);
        if (learned > 0 && tested > 0 && Math.Max(learned / tested, tested / learned) > 3)
        {
            yield return Finding(
                FindingSeverity.Warning, DatasetCheck.BaseRate, "training and test",
                $"{FindingText.Percent(learned)} of training is anomalous, {FindingText.Percent(tested)} of test.",
                "A threshold chosen on training does not keep its precision; choose it by p-value or by alerts a day.",
                ("Training", learned), ("Test", tested));
        }
    }

    private static DatasetFinding Finding(
        FindingSeverity severity, DatasetCheck check, string subject, string text, string remedy,
        params ReadOnlySpan<(string Name, double Value)> figures)
    {
        var named = new Dictionary<string, double>();
        foreach (var (name, value) in figures) named[name] = value;
        return new DatasetFinding
        {
            Severity = severity, Check = check, Subject = subject, Finding = text, Remedy = remedy, Figures = named,
        };
    }

    private sealed class Span
    {
        public DateTime From { get; private set; } = DateTime.MaxValue;

        public DateTime To { get; private set; } = DateTime.MinValue;

        public bool Any => From <= To;

        public TimeSpan Length => Any ? To - From : TimeSpan.Zero;

        public void Add(DateTime time)
        {
            if (time < From) From = time;
            if (time > To) To = time;
        }
    }
}
