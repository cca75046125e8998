using NetAnomaly.Internal;

namespace NetAnomaly.Core.Detectors.Vectors;

/// <summary>
/// Chooses which training rows a model keeps as references: each distinct row once, and of too many a seeded draw.
/// </summary>
internal static class ReferenceSelection
{
    /// <summary>Chooses normal rows to score by, and rows of each other class to name it by.</summary>
    /// <param name="data">The training rows.</param>
    /// <param name="most">How many normal (or unlabelled) rows to keep.</param>
    /// <param name="mostOfClasses">How many rows of all other classes together; small classes are kept whole before
    /// large ones get more.</param>
    /// <param name="seed">Seed of the draws.</param>
    public static (int[] Normal, int[] Classes) Choose(VectorData data, int most, int mostOfClasses, int seed)
    {
        var normal = Draw(Distinct(data, VectorRows.Normal(data)), most, seed, 0);
        var groups = Enumerable.Range(0, data.Rows).Where(row => data.Labels[row] > 0).GroupBy(row => data.Labels[row])
            .Select(group => (Label: group.Key, Rows: Distinct(data, [.. group])))
            .OrderBy(group => group.Rows.Count).ThenBy(group => group.Label).ToArray();
        var classes = new List<int>();
        for (var i = 0; i < groups.Length; i++)
        {
            var share = Math.Max(1, (mostOfClasses - classes.Count) / (groups.Length - i));
            classes.AddRange(Draw(groups[i].Rows, share, seed, groups[i].Label));
        }

        return (normal, [.. classes.Order()]);
    }

    private static List<int> Distinct(VectorData data, int[] rows)
    {
        var seen = new HashSet<int>(new RowComparer(data));
        return [.. rows.Where(seen.Add)];
    }

    private static int[] Draw(List<int> rows, int most, int seed, int key)
    {
        if (rows.Count <= most) return [.. rows];
        var random = new CounterRandom(seed, RandomStream.References, key);
        for (var i = 0; i < most; i++)
        {
            var other = random.Whole(i, rows.Count - 1);
            (rows[i], rows[other]) = (rows[other], rows[i]);
        }

        return [.. rows.Take(most).Order()];
    }

    private sealed class RowComparer(VectorData data) : IEqualityComparer<int>
    {
        public bool Equals(int x, int y) => data.Row(x).SequenceEqual(data.Row(y));

        public int GetHashCode(int row)
        {
            var hash = default(HashCode);
            foreach (var value in data.Row(row)) hash.Add(value);
            return hash.ToHashCode();
        }
    }
}
