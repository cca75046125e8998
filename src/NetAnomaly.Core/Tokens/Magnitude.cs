using System.Globalization;

namespace NetAnomaly.Core.Tokens;

/// <summary>Powers of two in words that people read.</summary>
internal static class Magnitude
{
    private static readonly string[] Prefixes = ["", "k", "M", "G", "T", "P", "E"];

    /// <summary>The range of n where floor(log2(n + 1)) is <paramref name="magnitude"/>: <c>4 to 8 kB</c>.</summary>
    public static string Range(int magnitude, string unit)
    {
        if (magnitude == 0) return $"0 {unit}";
        var prefix = magnitude / 10;
        var low = Math.Pow(2, magnitude - (10 * prefix));
        var gap = unit.Length == 1 ? "" : " ";
        return magnitude < 10 && low == 1
            ? string.Create(CultureInfo.InvariantCulture, $"1 to 2 {unit}")
            : string.Create(CultureInfo.InvariantCulture, $"{low} to {low * 2} {Prefixes[Math.Min(prefix, Prefixes.Length - 1)]}{(prefix == 0 ? "" : gap)}{unit}");
    }
}
