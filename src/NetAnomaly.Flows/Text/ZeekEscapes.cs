using System.Globalization;
using System.Text;
using NetAnomaly.Internal;

namespace NetAnomaly.Flows.Text;

/// <summary>
/// Zeek's way to write characters that a log cannot hold: <c>\x09</c> for each byte of their UTF-8, <c>\\</c> for a
/// backslash.
/// </summary>
internal static class ZeekEscapes
{
    /// <summary>Writes a text without tabs, line breaks and characters that do not show.</summary>
    public static void Append(StringBuilder line, string text)
    {
        if (VisibleText.IsVisible(text) && !text.Contains('\\', StringComparison.Ordinal))
        {
            line.Append(text);
            return;
        }

        Span<byte> bytes = stackalloc byte[4];
        foreach (var rune in text.EnumerateRunes())
        {
            if (rune.Value != '\\' && !VisibleText.IsUnseen(rune))
            {
                line.Append(rune);
                continue;
            }

            foreach (var code in bytes[..rune.EncodeToUtf8(bytes)])
                line.Append(CultureInfo.InvariantCulture, $"\\x{code:x2}");
        }
    }

    /// <summary>The text that was written; what is no escape stays as it is.</summary>
    public static string Read(ReadOnlySpan<char> text)
    {
        var bytes = new List<byte>(text.Length);
        Span<byte> encoded = stackalloc byte[4];
        while (!text.IsEmpty)
        {
            if (text is ['\\', 'x', _, _, ..] && byte.TryParse(
                text[2..4], NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var code))
            {
                bytes.Add(code);
                text = text[4..];
                continue;
            }

            if (text is ['\\', '\\', ..]) text = text[1..];
            _ = Rune.DecodeFromUtf16(text, out var rune, out var length);
            bytes.AddRange(encoded[..rune.EncodeToUtf8(encoded)]);
            text = text[length..];
        }

        return Encoding.UTF8.GetString([.. bytes]);
    }
}
