namespace NetAnomaly;

/// <summary>The numbers that a network computes with.</summary>
public enum EnginePrecision
{
    /// <summary>32-bit floating point.</summary>
    Single,

    /// <summary>
    /// bfloat16: 16 bits with the range of <see cref="Single"/>; training keeps its sums in <see cref="Single"/>.
    /// </summary>
    BFloat16,
}
