using NetAnomaly.Models.Devices;

namespace NetAnomaly.Models.Metric.Losses;

/// <summary>Marks of pairs as tensors, on the device of what they mark.</summary>
internal static class PairMask
{
    // Far below any similarity divided by any temperature, and yet a number.
    private const float Nothing = -1e30f;

    /// <summary>1 where a pair is marked, else 0.</summary>
    /// <returns>(rows, rows).</returns>
    public static Tensor Ones(bool[] marks, int rows, Tensor costs)
    {
        var ones = new float[marks.Length];
        for (var i = 0; i < ones.Length; i++) ones[i] = marks[i] ? 1 : 0;
        return HostDevice.Instance.ToDeviceOf(costs, tensor(ones, rows, rows));
    }

    /// <summary>0 where a pair is marked, else a number that takes it out of a log-sum-exp.</summary>
    /// <returns>(rows, rows).</returns>
    public static Tensor Silence(bool[] marks, int rows, Tensor exponents)
    {
        var numbers = new float[marks.Length];
        for (var i = 0; i < numbers.Length; i++) numbers[i] = marks[i] ? 0 : Nothing;
        return HostDevice.Instance.ToDeviceOf(exponents, tensor(numbers, rows, rows));
    }

    /// <summary>Marks of each row.</summary>
    public static int[] Counts(bool[] marks, int rows)
    {
        var counts = new int[rows];
        for (var i = 0; i < marks.Length; i++) counts[i / rows] += marks[i] ? 1 : 0;
        return counts;
    }
}
