using NetAnomaly.Internal;

namespace NetAnomaly.Flows.Samples;

/// <summary>Ranks drawn by Zipf's law: the one of rank r has a weight of 1 / (r + <paramref name="flat"/>).</summary>
internal sealed class ZipfTable(int count, double flat)
{
    private readonly double[] cumulative = Cumulate(count, flat);

    /// <summary>A rank from 0.</summary>
    public int Draw(CounterRandom random)
    {
        var place = Array.BinarySearch(cumulative, random.NextUnit() * cumulative[^1]);
        return Math.Min(place < 0 ? ~place : place, cumulative.Length - 1);
    }

    private static double[] Cumulate(int count, double flat)
    {
        var sums = new double[count];
        var sum = 0.0;
        for (var rank = 0; rank < count; rank++) sums[rank] = sum += 1.0 / (rank + 1 + flat);
        return sums;
    }
}
