using System.Globalization;
using NetAnomaly.Flows.Text;
using NetAnomaly.Internal;

namespace NetAnomaly.PowerShell.Binding;

/// <summary>
/// The values of properties, typed or as text. Texts are read as files are; where that fails, as Export-Csv writes
/// them, which is in the culture of the session.
/// </summary>
/// <exception cref="FormException">The value is none that the property can have.</exception>
internal static class FormValue
{
    private const DateTimeStyles Utc =
        DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal | DateTimeStyles.AllowWhiteSpaces;

    /// <summary>A time, UTC where it names no zone.</summary>
    public static DateTime Time(ObjectForm form, string name)
    {
        var value = form[name];
        var utc = value switch
        {
            DateTime { Kind: DateTimeKind.Local } local => local.ToUniversalTime(),
            DateTime time => DateTime.SpecifyKind(time, DateTimeKind.Utc),
            DateTimeOffset offset => offset.UtcDateTime,
            _ => TimeOf(Text(value)) ?? throw FormException.Value(
                name, value, "is no time in ISO 8601, and none as this session's culture writes it"),
        };
        return FlowCell.Limits(utc) is { } problem ? throw FormException.Value(name, value, problem) : utc;
    }

    /// <summary>A length of time; a bare number is of seconds.</summary>
    public static TimeSpan Span(ObjectForm form, string name)
    {
        var value = form[name];
        if (value is TimeSpan span) return Least(span);
        // ConvertTo-Json writes it as an object of all its parts.
        if (value is System.Management.Automation.PSObject or System.Collections.IDictionary
            && Whole(new ObjectForm(value), nameof(TimeSpan.Ticks)) is { } ticks) return new TimeSpan(ticks);
        if (Text(value) is not { } text) return TimeSpan.Zero;
        var problem = FlowCell.Duration(text, out span);
        if (problem is null) return span;
        if (decimal.TryParse(text, NumberStyles.Float, CultureInfo.CurrentCulture, out var seconds))
            problem = FlowCell.Duration(seconds.ToString(CultureInfo.InvariantCulture), out span);
        return problem is null ? span : throw FormException.Value(name, value, problem);
    }

    /// <summary>A whole number from 0; <see langword="null"/> where there is none.</summary>
    public static long? Whole(ObjectForm form, string name)
    {
        var value = form[name];
        if (value is long or int && Convert.ToInt64(value, CultureInfo.InvariantCulture) is >= 0 and var whole)
            return whole;
        if (Text(value) is not { } text) return null;
        return WholeProblem(value, text, out whole) is { } problem
            ? throw FormException.Value(name, value, problem)
            : whole;
    }

    /// <summary>A number; <see langword="null"/> where there is none.</summary>
    public static double? Number(ObjectForm form, string name)
    {
        var value = form[name];
        if (value is IConvertible and not string) return Convert.ToDouble(value, CultureInfo.InvariantCulture);
        if (Text(value) is not { } text) return null;
        return double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number)
            || double.TryParse(text, NumberStyles.Float, CultureInfo.CurrentCulture, out number)
                ? number
                : throw FormException.Value(
                    name, value, "is no number with a decimal point, and none as this session's culture writes it");
    }

    /// <summary>Yes or no; no where nothing is said.</summary>
    public static bool Flag(ObjectForm form, string name) =>
        form[name] is bool flag ? flag : bool.TryParse(Text(form[name]), out var known) && known;

    /// <summary>One of some names, also by its number; <see langword="null"/> where it is none of them.</summary>
    public static T? Choice<T>(object? value) where T : struct, Enum =>
        System.Enum.TryParse<T>(Text(value), ignoreCase: true, out var known) && System.Enum.IsDefined(known)
            ? known
            : null;

    /// <summary>A text; <see langword="null"/> where it is empty, as CSV tells the two apart no more.</summary>
    public static string? Text(object? value) => value switch
    {
        null => null,
        string text => text.Length == 0 ? null : text,
        IFormattable formattable => formattable.ToString(null, CultureInfo.InvariantCulture),
        _ => value.ToString(),
    };

    /// <summary>Several texts, from a list or from the one text that Export-Csv makes of them.</summary>
    public static IReadOnlyList<string> Texts(ObjectForm form, string name)
    {
        var value = form[name];
        if (ObjectForm.Elements(value) is { } list) return [.. list.Select(item => Text(item) ?? "")];
        var text = Text(value);
        return text is null ? []
            : text.EndsWith("[]", StringComparison.Ordinal) ? throw FormException.Lost(name)
            : ListText.Split(text);
    }

    private static TimeSpan Least(TimeSpan span) => span < TimeSpan.Zero ? TimeSpan.Zero : span;

    // Not as the culture reads them at its most lenient: that takes the day for the month and says nothing.
    private static DateTime? TimeOf(string? text)
    {
        if (text is null) return null;
        if (FlowCell.TryTime(text.Trim(), out var utc)) return utc;
        var culture = CultureInfo.CurrentCulture;
        return DateTime.TryParseExact(text, culture.DateTimeFormat.GetAllDateTimePatterns('G'), culture, Utc, out utc)
            ? utc
            : null;
    }

    // "1.234" and "1,234" are a thousand to some and a little more than one to others; no flow has a part of a byte.
    private static string? WholeProblem(object? value, string text, out long whole)
    {
        whole = 0;
        var mark = text.AsSpan().IndexOfAny('.', ',');
        return value is string && mark is > 0 and <= 3 && text.Length >= mark + 4 && (text.Length - mark) % 4 == 0
            ? "is a thousand or a fraction, by whose number it is"
            : FlowCell.Count(text, out whole);
    }
}
