using NetAnomaly.Models.Devices;

namespace NetAnomaly.Models.Metric.Losses;

/// <summary>
/// max(0, d(anchor, positive) − d(anchor, negative) + margin), averaged over the triplets where it is above 0. Sources:
/// Schroff, Kalenichenko and Philbin 2015, arXiv 1503.03832, eq. 3; the average over what is left to learn, Hermans,
/// Beyer and Leibe 2017, arXiv 1703.07737.
/// </summary>
internal static class TripletLoss
{
    // Of more triplets every second, third, … is taken, so that a batch keeps its size in memory.
    private const int MostTriplets = 1 << 18;

    /// <summary>The loss of a batch.</summary>
    /// <param name="distances">(rows, rows).</param>
    /// <param name="pairs">What to look at.</param>
    /// <param name="margin">As a distance.</param>
    public static Tensor Of(Tensor distances, MinedPairs pairs, double margin)
    {
        var triplets = pairs.Triplets ?? Thinned(pairs);
        if (triplets.Count == 0) return distances.sum() * 0;
        var (near, far) = (new long[triplets.Count], new long[triplets.Count]);
        for (var i = 0; i < near.Length; i++)
        {
            near[i] = (triplets[i].Anchor * pairs.Rows) + triplets[i].Positive;
            far[i] = (triplets[i].Anchor * pairs.Rows) + triplets[i].Negative;
        }

        var flat = distances.reshape(-1);

        // A tensor, not a number: TorchSharp lets a number's native half be collected while a long call still reads it.
        float[] apart = [(float)margin];
        var costs = nn.functional.relu(
            flat.index_select(0, HostDevice.Instance.ToDeviceOf(flat, tensor(near))) - flat.index_select(
                0, HostDevice.Instance.ToDeviceOf(flat, tensor(far))) + HostDevice.Instance.ToDeviceOf(flat,
                tensor(apart)));
        var left = HostDevice.Instance.ToFloats(costs.detach()).Count(cost => cost > 0);
        return costs.sum() / Math.Max(left, 1);
    }

    private static List<(int Anchor, int Positive, int Negative)> Thinned(MinedPairs pairs)
    {
        var rows = pairs.Rows;
        var (positives, negatives) = (PairMask.Counts(pairs.Positive, rows), PairMask.Counts(pairs.Negative, rows));
        var all = 0L;
        for (var a = 0; a < rows; a++) all += (long)positives[a] * negatives[a];
        var step = (all + MostTriplets - 1) / MostTriplets;
        var triplets = new List<(int, int, int)>();
        var at = 0L;
        for (var a = 0; a < rows; a++)
        {
            for (var p = 0; p < rows; p++)
            {
                if (!pairs.Positive[(a * rows) + p]) continue;
                for (var n = 0; n < rows; n++)
                {
                    if (pairs.Negative[(a * rows) + n] && at++ % step == 0) triplets.Add((a, p, n));
                }
            }
        }

        return triplets;
    }
}
