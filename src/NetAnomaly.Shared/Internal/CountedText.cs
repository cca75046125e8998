using System.ComponentModel;
using System.Globalization;

namespace NetAnomaly.Internal;

/// <summary>
/// Sentences about a number of things. A word that differs for one of them stands in both forms, with a bar between:
/// <c>row|rows was|were rejected</c>. Not for scripts.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class CountedText
{
    /// <summary>The number and the sentence: <c>1 row was rejected</c>, <c>1,200 rows were rejected</c>.</summary>
    /// <param name="count">How many things there are.</param>
    /// <param name="forms">The sentence, with both forms of its words.</param>
    public static string Of(double count, string forms) =>
        string.Create(CultureInfo.InvariantCulture, $"{count:N0} {Form(count, forms)}");

    /// <summary>The sentence without the number.</summary>
    /// <param name="count">How many things there are.</param>
    /// <param name="forms">The sentence, with both forms of its words.</param>
    public static string Form(double count, string forms)
    {
        ArgumentNullException.ThrowIfNull(forms);
        if (!forms.Contains('|', StringComparison.Ordinal)) return forms;
        return string.Join(' ', forms.Split(' ').Select(word => Choose(word, isOne: count == 1)));
    }

    private static string Choose(string word, bool isOne) =>
        word.Split('|') is not [var one, var many] ? word
        : !isOne ? many
        // What ends a clause stands behind both forms.
        : one + many[(many.AsSpan().LastIndexOfAnyExcept(",;.:") + 1)..];
}
