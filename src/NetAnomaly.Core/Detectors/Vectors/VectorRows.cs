using NetAnomaly.Internal;

namespace NetAnomaly.Core.Detectors.Vectors;

/// <summary>Chooses and checks the rows that a detector learns from.</summary>
internal static class VectorRows
{
    /// <summary>The rows that are normal as far as is known: labelled so, or not labelled.</summary>
    /// <exception cref="InvalidOperationException">There is none.</exception>
    public static int[] Normal(VectorData data)
    {
        int[] rows = [.. Enumerable.Range(0, data.Rows).Where(row => data.Labels[row] <= 0)];
        if (rows.Length > 0) return rows;
        throw new InvalidOperationException(
            data.Rows > 0
                ? $"All {CountedText.Of(data.Rows, "row|rows is|are")} labelled as anomalous; there is nothing to "
                    + "learn the normal from."
                : "There is not one row to train on.");
    }

    /// <summary>Refuses data that no detector can learn from.</summary>
    /// <exception cref="ArgumentException">The sizes do not agree, or a value is not finite.</exception>
    public static void Check(VectorData data)
    {
        if (data.Width < 1 || data.Values.Length % data.Width != 0)
            throw new ArgumentException($"{data.Values.Length} values do not make rows of {data.Width}.", nameof(data));
        if (data.Labels.Length != data.Rows)
            throw new ArgumentException($"There are {data.Rows} rows and {data.Labels.Length} labels.", nameof(data));
        var at = Array.FindIndex(data.Values, value => !float.IsFinite(value));
        if (at >= 0)
            throw new ArgumentException(
                $"Row {at / data.Width} has the value {data.Values[at]} in column {at % data.Width}; only finite "
                    + $"numbers can be learned.", nameof(data));
    }

    /// <summary>How many rows so many values are.</summary>
    /// <exception cref="ArgumentException">The count is no multiple of the width.</exception>
    public static int Count(int values, int width) =>
        values % width == 0
            ? values / width
            : throw new ArgumentException($"{values} values do not make rows of {width}.", nameof(values));
}
