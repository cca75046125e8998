using System.ComponentModel;
using System.Globalization;

namespace NetAnomaly.Internal;

/// <summary>Texts of the format views, in the current culture. Not for scripts: it changes with the views.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class DisplayText
{
    private static readonly string[] Units = ["B", "KB", "MB", "GB", "TB", "PB", "EB"];

    /// <summary>A count of bytes in three figures: <c>1.21 MB</c>; powers of 1024, as PowerShell counts.</summary>
    public static string Bytes(long? bytes)
    {
        return bytes is { } count ? Bytes(count, CultureInfo.CurrentCulture) : "";
    }

    /// <summary>The same in another culture than the user's.</summary>
    internal static string Bytes(long count, CultureInfo culture)
    {
        if (count < 1024) return string.Create(culture, $"{count} B");
        var (value, unit) = ((double)count, 0);
        while (value >= 999.5 && unit < Units.Length - 1) (value, unit) = (value / 1024, unit + 1);
        var digits = value switch { < 9.995 => "0.00", < 99.95 => "0.0", _ => "0" };
        return string.Concat(value.ToString(digits, culture), " ", Units[unit]);
    }

    /// <summary>A text or value from a file, on one line and without characters that do not show.</summary>
    public static string Of(object? value) =>
        VisibleText.Of(Convert.ToString(value, CultureInfo.CurrentCulture)) ?? "";

    /// <summary>An address with its port: <c>10.0.0.1:443</c>, <c>[fe80::1]:443</c>.</summary>
    public static string End(string? address, int? port) => VisibleText.Of(EndOf(address, port));

    private static string EndOf(string? address, int? port) =>
        address is null ? "*"
        : port is null ? address
        : address.Contains(':', StringComparison.Ordinal) ? string.Create(
            CultureInfo.InvariantCulture, $"[{address}]:{port}")
        : string.Create(CultureInfo.InvariantCulture, $"{address}:{port}");

    /// <summary>A moment to the second, UTC, in the order that sorts.</summary>
    public static string Second(DateTime time) => time.ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture);

    /// <summary>A moment to the minute, UTC, in the order that sorts.</summary>
    public static string Minute(DateTime? time) =>
        time?.ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture) ?? "";

    /// <summary>A duration as people say it: <c>0.25 s</c>, <c>3:05</c>, <c>1:02:03</c>.</summary>
    public static string Duration(TimeSpan duration) =>
        duration < TimeSpan.FromSeconds(60) ? duration.TotalSeconds.ToString(
            duration < TimeSpan.FromSeconds(10) ? "0.00" : "0.0", CultureInfo.CurrentCulture) + " s"
        : duration < TimeSpan.FromHours(1) ? duration.ToString(@"m\:ss", CultureInfo.InvariantCulture)
        : string.Create(CultureInfo.InvariantCulture, $"{(long)duration.TotalHours}:{duration:mm\\:ss}");

    /// <summary>The length of a window: <c>1 h</c>, <c>5 min</c>.</summary>
    public static string Window(TimeSpan length) => length.Ticks % TimeSpan.TicksPerHour == 0
        ? string.Create(CultureInfo.InvariantCulture, $"{length.TotalHours:0} h")
        : string.Create(CultureInfo.InvariantCulture, $"{length.TotalMinutes:0.##} min");

    /// <summary>A p-value in two significant figures: <c>0.5</c>, <c>0.00012</c>, <c>1.2e-06</c>.</summary>
    public static string PValue(double value)
    {
        if (value is > 0 and < 1e-5) return value.ToString("0.#e-00", CultureInfo.CurrentCulture);
        var decimals = value is >= 0.1 or <= 0 ? 2 : (int)Math.Ceiling(-Math.Log10(value)) + 1;
        return value.ToString("0." + new string('#', decimals), CultureInfo.CurrentCulture);
    }

    /// <summary>The first words of a conversation, and an ellipsis where there are more.</summary>
    public static string Words(Conversation conversation, int most)
    {
        ArgumentNullException.ThrowIfNull(conversation);
        var words = string.Join(' ', conversation.Tokens.Take(most));
        return VisibleText.Of(conversation.FlowCount > most ? words + " …" : words);
    }

    /// <summary>Names in a row: token schemes, labels.</summary>
    public static string List(System.Collections.IEnumerable? items) =>
        items is null ? "" : VisibleText.Of(string.Join(", ", items.Cast<object>()));

    /// <summary>The first items of a list in braces, as PowerShell shows lists: <c>{a, b, c, d…}</c>.</summary>
    public static string Some(System.Collections.IEnumerable? items)
    {
        if (items is null) return "";
        var first = items.Cast<object>().Take(5).ToArray();
        return VisibleText.Of($"{{{string.Join(", ", first.Take(4))}{(first.Length > 4 ? "…" : "")}}}");
    }

    /// <summary>Breaks a text between words into lines of a width; tables would break it within them.</summary>
    /// <param name="text">The text.</param>
    /// <param name="width">Characters per line; below 20 the text stays as it is.</param>
    public static string Fold(string? text, int width)
    {
        text = VisibleText.OfLines(text) ?? "";
        if (width < 20 || text.Length <= width) return text;
        var lines = new List<string>();
        var line = "";
        foreach (var word in text.Split(' '))
        {
            if (line.Length > 0 && line.Length + 1 + word.Length > width)
            {
                lines.Add(line);
                line = "";
            }

            line = line.Length == 0 ? word : $"{line} {word}";
        }

        return string.Join('\n', [.. lines, line]);
    }
}
