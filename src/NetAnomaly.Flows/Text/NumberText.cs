using System.Globalization;

namespace NetAnomaly.Flows.Text;

/// <summary>Reads numbers from spans; each reader returns what is wrong, or <see langword="null"/>.</summary>
internal static class NumberText
{
    private const int FractionDigits = 7;
    private const int MostDigits = 18;

    // Two counts can be added without overflow.
    private const long MaxCount = long.MaxValue / 2;

    /// <summary>
    /// A whole number from 0; also as tools write it that hold all numbers as floating point (<c>48.0</c>,
    /// <c>1.2e+06</c>).
    /// </summary>
    public static string? Count(ReadOnlySpan<char> text, out long count)
    {
        if (TryDigits(text, out count)) return null;
        if (!decimal.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var exact))
            return "is not a number";
        if (exact < 0) return "is negative";
        if (exact != decimal.Truncate(exact)) return "is not a whole number";
        if (exact > MaxCount) return "is out of range";
        count = (long)exact;
        return null;
    }

    /// <summary>
    /// A port: decimal 0 to 65535, or hexadecimal; -1 for hexadecimal values beyond, which are no ports (Argus writes
    /// the SPI of ESP there).
    /// </summary>
    public static string? Port(ReadOnlySpan<char> text, out int port)
    {
        var isDecimal = TryDigits(text, out var digits) && digits <= 65535;
        port = isDecimal ? (int)digits : -1;
        if (isDecimal) return null;
        if (text.StartsWith("0x", StringComparison.OrdinalIgnoreCase))
        {
            if (!ulong.TryParse(text[2..], NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var value))
                return "is not a hexadecimal number";
            port = value <= 65535 ? (int)value : -1;
            return null;
        }

        var fault = Count(text, out var count);
        if (fault is null && count > 65535) fault = "is out of range (0 to 65535)";
        port = fault is null ? (int)count : -1;
        return fault == "is not a number" ? "is not a port number" : fault;
    }

    /// <summary>A number from 0 to 255.</summary>
    public static string? Octet(ReadOnlySpan<char> text, out int value)
    {
        var valid = byte.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var octet);
        value = valid ? octet : -1;
        return valid ? null : "is not a number from 0 to 255";
    }

    /// <summary>
    /// A number as its whole part and its fraction in ten-millionths; exactly, where floating point would lose the last
    /// digits of a time. Negative numbers give a whole part of -1.
    /// </summary>
    public static bool TryDecimal(ReadOnlySpan<char> text, out long whole, out long fraction)
    {
        fraction = 0;
        var point = text.IndexOf('.');
        var digits = point < 0 ? text : text[..point];
        if (TryDigits(digits, out whole))
        {
            if (point < 0) return true;
            var rest = text[(point + 1)..];
            if (TryFraction(rest, out fraction)) return true;
        }

        // Exponents (9.5367431640625e-07), signs and leading points are rare.
        if (!decimal.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var exact)
            || exact > long.MaxValue) return false;
        if (exact < 0)
        {
            whole = -1;
            return true;
        }

        whole = (long)exact;
        fraction = (long)((exact - whole) * TimeSpan.TicksPerSecond);
        return true;
    }

    /// <summary>The digits behind a decimal point in ten-millionths; further ones are cut off.</summary>
    public static long FractionTicks(ReadOnlySpan<char> digits)
    {
        var ticks = 0L;
        for (var i = 0; i < FractionDigits; i++) ticks = (ticks * 10) + (i < digits.Length ? digits[i] - '0' : 0);
        return ticks;
    }

    private static bool TryFraction(ReadOnlySpan<char> digits, out long ticks)
    {
        ticks = 0;
        for (var i = 0; i < digits.Length; i++)
        {
            var digit = (uint)(digits[i] - '0');
            if (digit > 9) return false;
            if (i < FractionDigits) ticks = (ticks * 10) + digit;
        }

        for (var i = digits.Length; i < FractionDigits; i++) ticks *= 10;
        return true;
    }

    // Digits only, few enough for no overflow: what nearly every number is, several times faster than the framework's
    // parser of any number.
    private static bool TryDigits(ReadOnlySpan<char> text, out long value)
    {
        value = 0;
        if (text.Length is 0 or > MostDigits) return false;
        var sum = 0L;
        foreach (var c in text)
        {
            var digit = (uint)(c - '0');
            if (digit > 9) return false;
            sum = (sum * 10) + digit;
        }

        value = sum;
        return true;
    }
}
