using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using NetAnomaly.Internal;

namespace NetAnomaly.Core.Auditing;

/// <summary>
/// Looks for time that training and test share: windows, and pairs of hosts in a window, with flows in both.
/// </summary>
/// <param name="window">Length of a window.</param>
internal sealed class WindowCheck(TimeSpan window) : IDatasetCheck
{
    private const int MostKeys = 1 << 20;
    private readonly Dictionary<long, (long Training, long Test)> windows = [];
    private readonly DistinctSample<(int Training, int Test)> pairs = new(MostKeys);

    /// <inheritdoc/>
    public void Add(in AuditedFlow flow)
    {
        if (flow.Window is not { } index) return;
        ref var counts = ref CollectionsMarshal.GetValueRefOrAddDefault(windows, index, out _);
        ref var pair = ref pairs.Of(StableHash.OfPair(index, Dyad(flow.Flow)));
        var known = !Unsafe.IsNullRef(ref pair);
        if (flow.Part == DatasetPart.Training)
        {
            counts.Training++;
            if (known) pair.Training++;
        }
        else
        {
            counts.Test++;
            if (known) pair.Test++;
        }
    }

    /// <inheritdoc/>
    public IEnumerable<DatasetFinding> Findings(AuditTally tally)
    {
        var training = windows.Where(one => one.Value.Training > 0).Select(one => one.Key).ToArray();
        if (!tally.IsSplit || training.Length == 0 || windows.Values.All(one => one.Test == 0)) yield break;
        var (first, last) = (training.Min(), training.Max());
        double inTime = windows.Where(one => one.Key >= first && one.Key <= last).Sum(one => one.Value.Test);
        var shared = windows.Values.Count(one => one is { Training: > 0, Test: > 0 });
        double straddling = 0, flows = 0;
        foreach (var pair in pairs.Values)
        {
            if (pair is not { Training: > 0, Test: > 0 }) continue;
            straddling += pairs.Scale;
            flows += pair.Test * pairs.Scale;
        }

        var all = tally.Flows(DatasetPart.Test);
        if (straddling > 0) yield return Straddling(straddling, flows / all);
        if (inTime > 0) yield return Overlap(inTime / all, first, last, shared);
    }

    private static long Dyad(FlowRecord flow) =>
        StableHash.OfUnorderedPair(
            StableHash.OfAddress(flow.SourceAddress), StableHash.OfAddress(flow.DestinationAddress));

    private DatasetFinding Straddling(double pairsOfBoth, double share) => new()
    {
        Severity = share >= 0.01 ? FindingSeverity.Severe : FindingSeverity.Warning,
        Check = DatasetCheck.StraddlingWindows,
        Subject = "training and test",
        Finding = $"{FindingText.Count(pairsOfBoth, pairs.IsExact, "conversation|conversations")} (two hosts, "
            + $"{DisplayText.Window(window)}) {CountedText.Form(pairsOfBoth, "has|have")} flows in both training and "
            + $"test, with "
            + $"{FindingText.Percent(share)} of the test flows.",
        Remedy = "Split between windows: give -Before a full hour, or shuffle whole conversations and not flows.",
        Figures = new Dictionary<string, double> { ["Conversations"] = pairsOfBoth, ["Share"] = share },
    };

    private DatasetFinding Overlap(double share, long first, long last, int shared) => new()
    {
        Severity = share >= 0.01 ? FindingSeverity.Severe : FindingSeverity.Warning,
        Check = DatasetCheck.TimeOverlap,
        Subject = "training and test",
        Finding = $"{FindingText.Percent(share)} of the test flows lie in the time of training "
            + $"({FindingText.Time(At(first))} to {FindingText.Time(At(last + 1))}); "
            + $"{FindingText.Count(shared, true, "window|windows holds|hold")} both.",
        Remedy = "Train on the past and test on what came later; a random split lets a model learn the very hours it "
            + "is tested on.",
        Figures = new Dictionary<string, double> { ["Windows"] = shared, ["Share"] = share },
    };

    private DateTime At(long index) => new(index * window.Ticks, DateTimeKind.Utc);
}
