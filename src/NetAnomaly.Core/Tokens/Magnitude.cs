using System.Globalization;

namespace NetAnomaly.Core.Tokens;

/// <summary>Powers of two in words that people read.</summary>
internal static class Magnitude
{
    private static readonly string[] Prefixes = ["", "k", "M", "G", "T", "P", "E"];

    /// <summary>
    /// The range of n where floor(log2(n + 1)) is <paramref name="magnitude"/>, to the unit below 1,023 (<c>3 to 6
    /// B</c>), in round figures above (<c>4 to 8 kB</c> for 4,095 to 8,190).
    /// </summary>
    public static string Range(int magnitude, string unit)
    {
        if (magnitude == 0) return $"0 {unit}";
        if (magnitude < 10)
            return string.Create(
                CultureInfo.InvariantCulture, $"{(1 << magnitude) - 1} to {(1 << (magnitude + 1)) - 2} {unit}");
        var prefix = Math.Min(magnitude / 10, Prefixes.Length - 1);
        var low = Math.Pow(2, magnitude - (10 * prefix));
        return string.Create(
            CultureInfo.InvariantCulture,
            $"{low} to {low * 2} {Prefixes[prefix]}{(unit.Length == 1 ? "" : " ")}{unit}");
    }
}
