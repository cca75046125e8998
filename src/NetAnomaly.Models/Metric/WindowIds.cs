using NetAnomaly.Models.Devices;
using NetAnomaly.Models.Metric.Losses;

namespace NetAnomaly.Models.Metric;

/// <summary>
/// The windows of a batch as indices for tensors. Those of one flow need no sequence encoder; the others stand side by
/// side, time first, and where one is shorter than the longest its end is filled with flows that nothing looks at: what
/// comes later is not seen.
/// </summary>
internal sealed class WindowIds
{
    private WindowIds(Tensor own, Tensor? steps, Tensor? ages, Tensor? ends, Tensor? places, int length)
    {
        Own = own;
        Steps = steps;
        Ages = ages;
        Ends = ends;
        Places = places;
        Length = length;
    }

    /// <summary>The row of the flow judged: (windows).</summary>
    public Tensor Own { get; }

    /// <summary>
    /// The row of each flow of the longer windows: (length · longer windows), time first; <see langword="null"/> where
    /// there is none.
    /// </summary>
    public Tensor? Steps { get; }

    /// <summary>How many flows later the flow judged comes, as <see cref="Steps"/>; 0 past it.</summary>
    public Tensor? Ages { get; }

    /// <summary>Where in <see cref="Steps"/> the flows judged stand: (longer windows).</summary>
    public Tensor? Ends { get; }

    /// <summary>For each window 1 + its number among the longer ones, or 0.</summary>
    public Tensor? Places { get; }

    /// <summary>Flows of the longest window.</summary>
    public int Length { get; }

    /// <summary>The indices of some windows.</summary>
    public static WindowIds Of(FlowWindows windows, IDevice device)
    {
        var length = windows.Lengths.Max();
        var longer = windows.Lengths.Count(flows => flows > 1);
        var (own, places) = (new long[windows.Lengths.Length], new long[windows.Lengths.Length]);
        var (steps, ages, ends) = (new long[length * longer], new long[length * longer], new long[longer]);
        for (int window = 0, from = 0, at = 0; window < own.Length; from += windows.Lengths[window++])
        {
            var flows = windows.Lengths[window];
            own[window] = windows.Members[from + flows - 1];
            if (flows == 1) continue;
            for (var t = 0; t < flows; t++)
            {
                steps[(t * longer) + at] = windows.Members[from + t];
                ages[(t * longer) + at] = flows - 1 - t;
            }

            ends[at] = ((long)(flows - 1) * longer) + at;
            places[window] = ++at;
        }

        return longer == 0
            ? new WindowIds(device.ToDevice(tensor(own)), null, null, null, null, length)
            : new WindowIds(
                device.ToDevice(tensor(own)), device.ToDevice(tensor(steps)), device.ToDevice(tensor(ages)),
                device.ToDevice(tensor(ends)), device.ToDevice(tensor(places)), length);
    }
}
