namespace NetAnomaly.Models.Metric.Losses;

/// <summary>
/// For each of some flows the flows of its conversation that its embedding rests on, oldest first: the last of them is
/// the flow itself.
/// </summary>
/// <param name="Members">Rows of a batch's values, window after window.</param>
/// <param name="Lengths">Flows of each window, 1 or more.</param>
internal sealed record FlowWindows(int[] Members, int[] Lengths);
