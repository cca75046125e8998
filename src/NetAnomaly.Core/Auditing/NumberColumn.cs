using System.Runtime.InteropServices;

namespace NetAnomaly.Core.Auditing;

/// <summary>
/// How a number is spread over the classes: a histogram of 128 bins per power of two, exact for whole numbers below
/// 256.
/// </summary>
internal sealed class NumberColumn(string name)
{
    private const int MantissaBitsDropped = 23 - 7;
    private const int Missing = int.MinValue;
    private readonly Dictionary<int, ClassCounts> bins = [];

    /// <summary>The column's name.</summary>
    public string Name => name;

    /// <summary>Counts one flow; a missing number is a value of its own, below all others.</summary>
    public void Add(double? value, bool anomalous)
    {
        ref var counts = ref CollectionsMarshal.GetValueRefOrAddDefault(bins, Bin(value), out _);
        counts = counts.With(anomalous);
    }

    /// <summary>
    /// Area under the ROC curve of the number as a score: above ½ where anomalous flows have higher ones.
    /// </summary>
    public double RocAuc() => ClassCounts.RocAuc(bins.OrderBy(bin => bin.Key).Select(bin => bin.Value));

    /// <summary>Share of anomalous flows of those that lack the number, and how many lack it.</summary>
    public ClassCounts Lacking => bins.GetValueOrDefault(Missing);

    // The bits of a float, read as a whole number, rise with its value; for negative ones they fall.
    private static int Bin(double? value)
    {
        if (value is not { } number || double.IsNaN(number)) return Missing;
        var bits = BitConverter.SingleToInt32Bits((float)number);
        return bits >= 0 ? bits >> MantissaBitsDropped : -1 - ((bits & int.MaxValue) >> MantissaBitsDropped);
    }
}
