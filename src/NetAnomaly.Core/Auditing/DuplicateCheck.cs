using System.Runtime.CompilerServices;
using NetAnomaly.Internal;

namespace NetAnomaly.Core.Auditing;

/// <summary>
/// Looks for flows that say the same, within a part and in both, and for equal flows with different labels.
/// </summary>
internal sealed class DuplicateCheck : IDatasetCheck
{
    private const int MostKeys = 1 << 20;
    private readonly DistinctSample<Copies> seen = new(MostKeys);

    /// <inheritdoc/>
    public void Add(in AuditedFlow flow)
    {
        ref var copies = ref seen.Of(FlowHash.Of(flow.Flow));
        if (Unsafe.IsNullRef(ref copies)) return;
        var label = flow.Flow.Label is { } text ? StableHash.Of(text) : 0;
        if (copies.All == 0) copies.Label = label;
        else if (copies.Label != label) copies.Contradicts = true;
        if (flow.Part == DatasetPart.Training) copies.Training++;
        else copies.Test++;
    }

    /// <inheritdoc/>
    public IEnumerable<DatasetFinding> Findings(AuditTally tally)
    {
        double inBoth = 0, contradicting = 0;
        Span<double> repeats = [0, 0];
        foreach (var copies in seen.Values)
        {
            if (copies.Training > 0) inBoth += copies.Test;
            if (copies.Contradicts) contradicting += copies.All;
            repeats[0] += Math.Max(0, copies.Training - 1);
            repeats[1] += Math.Max(0, copies.Test - 1);
        }

        var found = new List<DatasetFinding>();
        if (tally.IsSplit && inBoth > 0) found.Add(Across(inBoth * seen.Scale, tally.Flows(DatasetPart.Test)));
        foreach (var part in Enum.GetValues<DatasetPart>())
        {
            if (Share(repeats[(int)part], tally.Flows(part)) >= 0.01)
                found.Add(Within(part, repeats[(int)part] * seen.Scale, tally.Flows(part)));
        }

        if (contradicting > 0) found.Add(Contradicting(contradicting * seen.Scale, tally.All));
        return found;
    }

    private double Share(double count, long of) => of == 0 ? 0 : count * seen.Scale / of;

    private DatasetFinding Across(double count, long of)
    {
        var share = count / of;
        return new DatasetFinding
        {
            Severity = share >= 0.01
                ? FindingSeverity.Severe
                : share >= 0.001 ? FindingSeverity.Warning : FindingSeverity.Note,
            Check = DatasetCheck.Duplicates,
            Subject = "training and test",
            Finding = $"{FindingText.Count(count, seen.IsExact)} of "
                + $"{FindingText.Count(of, true, "test flow|flows")} ({FindingText.Percent(share)}) "
                + $"{CountedText.Form(count, "stands|stand")} in training too, equal in every column.",
            Remedy = "Remove them from one of the two; where the export repeats flows, make the split by time after "
                + "removing repeats.",
            Figures = new Dictionary<string, double> { ["Flows"] = count, ["Share"] = share },
        };
    }

    private DatasetFinding Within(DatasetPart part, double count, long of)
    {
        var share = count / of;
        return new DatasetFinding
        {
            Severity = share >= 0.1 ? FindingSeverity.Warning : FindingSeverity.Note,
            Check = DatasetCheck.Duplicates,
            Subject = FindingText.Name(part),
            Finding = $"{FindingText.Count(count, seen.IsExact)} of "
                + $"{FindingText.Count(of, true, "flow|flows")} of {FindingText.Name(part)} "
                + $"({FindingText.Percent(share)}) {CountedText.Form(count, "repeats|repeat")} an earlier one in every "
                + $"column.",
            Remedy = "Count repeats once, or say how often the figures count them: a detector that is right on one "
                + "is right on all.",
            Figures = new Dictionary<string, double> { ["Flows"] = count, ["Share"] = share },
        };
    }

    private DatasetFinding Contradicting(double count, long of)
    {
        var share = count / of;
        return new DatasetFinding
        {
            Severity = share >= 0.001 ? FindingSeverity.Warning : FindingSeverity.Note,
            Check = DatasetCheck.ContradictoryLabels,
            Subject = "labels",
            Finding = $"{FindingText.Count(count, seen.IsExact, "flow|flows")} ({FindingText.Percent(share)}) "
                + $"{CountedText.Form(count, "is|are")} equal to "
                + $"one with another label.",
            Remedy = "No detector can be right on both. Look at how they were labelled, or leave them out.",
            Figures = new Dictionary<string, double> { ["Flows"] = count, ["Share"] = share },
        };
    }

    private record struct Copies
    {
        public int Training;
        public int Test;
        public long Label;
        public bool Contradicts;

        public readonly int All => Training + Test;
    }
}
