using NetAnomaly.Internal;

namespace NetAnomaly.Operations.Alerts;

/// <summary>
/// Texts as they stand in alerts: what cannot be seen (control characters, marks that turn the order of letters, halves
/// of surrogate pairs) is written as an escape, and long texts are cut. Alerts are read on terminals and in browsers,
/// and their names come from files.
/// </summary>
internal static class AlertText
{
    /// <summary>The longest keyword that Elasticsearch indexes.</summary>
    public const int Most = 1024;

    private const string Cut = "…";

    /// <summary>The text; <see langword="null"/> where there is none.</summary>
    /// <param name="text">As it was read.</param>
    /// <param name="most">How many characters it may have.</param>
    public static string? Of(string? text, int most = Most)
    {
        if (string.IsNullOrWhiteSpace(text)) return null;
        // What is cut away need not be escaped first.
        var shown = VisibleText.Of(text.Length > most ? text[..most] : text);
        return text.Length <= most && shown.Length <= most ? shown : Start(shown, most - Cut.Length) + Cut;
    }

    /// <summary>The first characters of a text, whole surrogate pairs only.</summary>
    public static string Start(string text, int length)
    {
        if (text.Length <= length) return text;
        return text[..(char.IsHighSurrogate(text[length - 1]) ? length - 1 : length)];
    }
}
