using NetAnomaly.Core.Detectors.Vectors;

namespace NetAnomaly.Models.Tests.MetricLearning;

/// <summary>
/// Conversations of four kinds of flows, each kind as frequent as any other, of which only the order tells the usual
/// from others.
/// </summary>
internal static class Orders
{
    public const int Width = 5;

    private const int Kinds = 4;

    /// <summary>Each flow followed by one of the next kind.</summary>
    public static VectorData Usual(int conversations, int seed) => Make(conversations, seed, (kind, _) => kind + 1);

    /// <summary>Each flow followed by any but one of the next kind: an order that is never trained on.</summary>
    public static VectorData Strange(int conversations, int seed) =>
        Make(conversations, seed, (kind, chance) => kind + 2 + chance.Next(Kinds - 1));

    /// <summary>Each flow followed by one of its own kind.</summary>
    public static VectorData Repeated(int conversations, int seed) => Make(conversations, seed, (kind, _) => kind);

    /// <summary>As many usual conversations as repeated ones, which are labelled so.</summary>
    public static VectorData Labelled(int conversations, int seed)
    {
        var (usual, strange) = (Usual(conversations, seed), Repeated(conversations, seed + 1));
        return new VectorData(
            [.. usual.Values, .. strange.Values], Width,
            [.. new int[usual.Rows], .. Enumerable.Repeat(1, strange.Rows)], ["normal", "repeated"])
        {
            Positions = [.. usual.Positions, .. strange.Positions],
        };
    }

    /// <summary>The mean score of each conversation.</summary>
    public static double[] Scores(IVectorDetector detector, VectorData data)
    {
        var verdicts = detector.Score(data.Values, data.Positions, default);
        var scores = new List<double>();
        for (int from = 0, next = 1; from < verdicts.Length; from = next++)
        {
            while (next < verdicts.Length && data.Positions[next] > 0) next++;
            scores.Add(verdicts[from..next].Average(verdict => verdict.Score));
        }

        return [.. scores];
    }

    // Of 4, 8 or 12 flows; the first is of any kind.
    private static VectorData Make(int conversations, int seed, Func<int, Random, int> next)
    {
        var chance = new Random(seed);
        var (values, positions) = (new List<float>(), new List<int>());
        for (var conversation = 0; conversation < conversations; conversation++)
        {
            var kind = chance.Next(Kinds);
            var flows = Kinds * (1 + chance.Next(3));
            for (var position = 0; position < flows; position++, kind = next(kind, chance) % Kinds)
            {
                for (var column = 0; column < Width; column++)
                    values.Add((column == kind ? 3 : 0) + chance.NextSingle());
                positions.Add(position);
            }
        }

        return new VectorData([.. values], Width, [.. Enumerable.Repeat(-1, positions.Count)], [])
        {
            Positions = [.. positions],
        };
    }
}
