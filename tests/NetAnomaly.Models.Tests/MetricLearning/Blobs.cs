using NetAnomaly.Core.Detectors.Vectors;

namespace NetAnomaly.Models.Tests.MetricLearning;

/// <summary>
/// Vectors of a normal class in two places, of two attacks, and of a third that is never trained on; half of the
/// columns are noise.
/// </summary>
internal static class Blobs
{
    public const int Width = 8;

    public static readonly float[][] Centres =
    [
        [0, 0, 0, 0], [3, 3, 0, 0], [6, -2, 1, 0], [-5, 0, 4, 1], [0, -6, -4, 5],
    ];

    public static readonly string[] Names = ["normal", "flood", "scan"];

    /// <summary>Rows: of normal, flood and scan, with labels.</summary>
    public static VectorData Labelled(int rows, int seed, params int[] places)
    {
        var chance = new Random(seed);
        var order = Enumerable.Range(0, rows).Select(row => places[row % places.Length]).ToArray();
        return new VectorData(
            [.. order.SelectMany(place => Row(place, chance))], Width,
            [.. order.Select(place => Math.Max(0, place - 1))], Names);
    }

    /// <summary>The same with no label known.</summary>
    public static VectorData Unlabelled(int rows, int seed, params int[] places)
    {
        var data = Labelled(rows, seed, places);
        return data with { Labels = [.. data.Labels.Select(_ => -1)], LabelTexts = [] };
    }

    private static IEnumerable<float> Row(int place, Random chance)
    {
        foreach (var mean in Centres[place]) yield return mean + Noise(chance);
        for (var column = Centres[place].Length; column < Width; column++) yield return Noise(chance);
    }

    private static float Noise(Random chance) => (float)(Enumerable.Range(0, 6).Sum(_ => chance.NextDouble()) - 3);
}
