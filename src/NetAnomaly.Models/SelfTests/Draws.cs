namespace NetAnomaly.Models.SelfTests;

/// <summary>
/// Numbers that look drawn and are the same on every machine. Source of the mixing: SplitMix64, Steele et al. 2014.
/// </summary>
internal sealed class Draws(ulong seed)
{
    private ulong state = seed;

    /// <summary>
    /// Numbers between −range and range with seven significant bits, so that single precision and bfloat16 hold them
    /// exactly; every difference from the reference is then the engine's.
    /// </summary>
    public double[] Numbers(int count, double range)
    {
        const double Steps = 64;
        var unit = Math.Pow(2, Math.Floor(Math.Log2(range))) / Steps;
        var numbers = new double[count];
        for (var at = 0; at < count; at++)
        {
            var drawn = ((Next() >> 11) * (2.0 / (1UL << 53))) - 1;
            numbers[at] = unit * Math.Round(Steps * drawn);
        }

        return numbers;
    }

    /// <summary>Whole numbers from 0 to below a limit.</summary>
    public long[] Integers(int count, int below) =>
        [.. Enumerable.Range(0, count).Select(_ => (long)(Next() % (ulong)below))];

    private ulong Next()
    {
        state += 0x9E3779B97F4A7C15;
        var mixed = (state ^ (state >> 30)) * 0xBF58476D1CE4E5B9;
        mixed = (mixed ^ (mixed >> 27)) * 0x94D049BB133111EB;
        return mixed ^ (mixed >> 31);
    }
}
