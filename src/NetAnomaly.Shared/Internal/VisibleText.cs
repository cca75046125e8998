using System.Buffers;
using System.ComponentModel;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text;

namespace NetAnomaly.Internal;

/// <summary>
/// Text as it may be shown: on a terminal, in a log, in a message. What a file says (names of hosts, labels, states,
/// its own name) can hold control characters, escape sequences and marks that turn the order of letters around; they
/// are written as escapes, <c>\u001B</c>. Not for scripts.
/// </summary>
/// <remarks>
/// Values in objects stay as they were read, so that they compare and are written as they were. A backslash stays as
/// it is: paths have many.
/// </remarks>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class VisibleText
{
    // Both joiners stay: words of several languages cannot be spelt without them. Surrogates are looked at in pairs.
    private static readonly SearchValues<char> Suspect = SearchValues.Create(Characters(IsSuspect));

    /// <summary>A text on one line; line breaks and tabs are escaped too.</summary>
    /// <param name="text">The text; <see langword="null"/> gives <see langword="null"/>.</param>
    [return: NotNullIfNotNull(nameof(text))]
    public static string? Of(string? text) => text is null || IsVisible(text) ? text : Escape(text, keepLines: false);

    /// <summary>A text of several lines, whose line breaks and tabs stay.</summary>
    /// <param name="text">The text; <see langword="null"/> gives <see langword="null"/>.</param>
    [return: NotNullIfNotNull(nameof(text))]
    public static string? OfLines(string? text) =>
        text is null || IsVisible(text) ? text : Escape(text, keepLines: true);

    /// <summary>An error whose message can be shown; one of the same kind where that of the error cannot.</summary>
    /// <param name="error">The error; <see langword="null"/> gives <see langword="null"/>.</param>
    [return: NotNullIfNotNull(nameof(error))]
    public static Exception? Of(Exception? error)
    {
        if (error is null) return null;
        var (message, inner) = (OfLines(error.Message), Of(error.InnerException));
        if (message == error.Message && ReferenceEquals(inner, error.InnerException)) return error;
        return error switch
        {
            FileNotFoundException => new FileNotFoundException(message, inner),
            DirectoryNotFoundException => new DirectoryNotFoundException(message, inner),
            EndOfStreamException => new EndOfStreamException(message, inner),
            IOException => new IOException(message, inner),
            UnauthorizedAccessException => new UnauthorizedAccessException(message, inner),
            NotSupportedException => new NotSupportedException(message, inner),
            InvalidDataException => new InvalidDataException(message, inner),
            FormatException => new FormatException(message, inner),
            ArgumentException => new ArgumentException(message, inner),
            _ => new InvalidOperationException(message, inner),
        };
    }

    /// <summary>Whether a text can be shown on one line as it is.</summary>
    public static bool IsVisible(ReadOnlySpan<char> text) => !text.ContainsAny(Suspect);

    /// <summary>Whether a character does not show itself, but changes how others are shown.</summary>
    internal static bool IsUnseen(Rune rune) => rune.Value switch
    {
        < 0x20 or (>= 0x7f and < 0xa0) => true,
        0x200c or 0x200d => false,
        _ => Rune.GetUnicodeCategory(rune) is UnicodeCategory.Format or UnicodeCategory.LineSeparator
            or UnicodeCategory.ParagraphSeparator,
    };

    private static string Escape(string text, bool keepLines)
    {
        var shown = new StringBuilder(text.Length + 16);
        for (var i = 0; i < text.Length;)
        {
            if (!Rune.TryGetRuneAt(text, i, out var rune))
            {
                Append(shown, text[i++]);
                continue;
            }

            var length = rune.Utf16SequenceLength;
            if (!IsUnseen(rune) || (keepLines && IsLayout(text, i))) shown.Append(text, i, length);
            else if (rune.IsBmp) Append(shown, rune.Value);
            else shown.Append(CultureInfo.InvariantCulture, $"\\U{rune.Value:X8}");
            i += length;
        }

        return shown.ToString();
    }

    // A carriage return alone would write over the line.
    private static bool IsLayout(string text, int at) =>
        text[at] is '\n' or '\t' || (text[at] == '\r' && at + 1 < text.Length && text[at + 1] == '\n');

    private static void Append(StringBuilder shown, int character) =>
        shown.Append(CultureInfo.InvariantCulture, $"\\u{character:X4}");

    private static bool IsSuspect(char character) =>
        char.IsSurrogate(character) || IsUnseen(new Rune(character));

    private static string Characters(Func<char, bool> which) =>
        string.Concat(Enumerable.Range(0, char.MaxValue + 1).Select(code => (char)code).Where(which));
}
