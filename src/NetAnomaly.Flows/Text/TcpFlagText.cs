using System.Globalization;
using System.Text;

namespace NetAnomaly.Flows.Text;

/// <summary>TCP flags as letters in the order of their bits, as Argus writes them: F S R P A U E C.</summary>
internal static class TcpFlagText
{
    private const string Letters = "FSRPAUEC";

    private static readonly string?[] Texts = [.. Enumerable.Range(0, 256).Select(Make)];

    /// <summary>The letters of a set of flags; <see langword="null"/> for none.</summary>
    public static string? Of(byte flags) => Texts[flags];

    /// <summary>
    /// Reads flags written as a number, decimal or hexadecimal; the ninth bit (NS) and beyond have no letter.
    /// </summary>
    public static bool TryNumber(ReadOnlySpan<char> text, out byte flags)
    {
        var valid = text.StartsWith("0x", StringComparison.OrdinalIgnoreCase)
            ? ushort.TryParse(text[2..], NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var value)
            : ushort.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out value);
        flags = (byte)value;
        return valid;
    }

    /// <summary>Reads flags written as bare hexadecimal digits, such as <c>1b</c>.</summary>
    public static bool TryHex(ReadOnlySpan<char> text, out byte flags) =>
        byte.TryParse(text, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out flags);

    /// <summary>
    /// Reads letters in any order with dots or spaces between them, such as <c>...AP.SF</c>; W stands for C, as in
    /// SiLK.
    /// </summary>
    public static bool TryDotted(ReadOnlySpan<char> text, out byte flags)
    {
        flags = 0;
        foreach (var letter in text)
        {
            if (letter is '.' or ' ') continue;
            var bit = Letters.IndexOf(letter == 'W' ? 'C' : letter, StringComparison.Ordinal);
            if (bit < 0) return false;
            flags |= (byte)(1 << bit);
        }

        return true;
    }

    /// <summary>
    /// Reads a list such as <c>F,S,P,A</c>; ISCX names the two highest bits <c>Illegal7</c> and <c>Illegal8</c>.
    /// </summary>
    public static byte List(ReadOnlySpan<char> text)
    {
        byte flags = 0;
        foreach (var part in text.Split(','))
        {
            flags |= text[part].Trim() switch
            {
                "Illegal7" => 0x40,
                "Illegal8" => 0x80,
                [var letter] when Letters.IndexOf(
                    char.ToUpperInvariant(letter), StringComparison.Ordinal) is >= 0 and var bit => (byte)(1 << bit),
                _ => 0,
            };
        }

        return flags;
    }

    private static string? Make(int flags)
    {
        var text = new StringBuilder();
        for (var bit = 0; bit < Letters.Length; bit++)
        {
            if ((flags & (1 << bit)) != 0) text.Append(Letters[bit]);
        }

        return text.Length == 0 ? null : text.ToString();
    }
}
