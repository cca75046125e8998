namespace NetAnomaly.Core.Readers;

/// <summary>Shares equal texts between flows, so that ten million flows hold each address once. Bounded; not thread-safe.</summary>
public sealed class TextPool
{
    /// <summary>Texts kept at most; when full it starts anew, so that a flood of spoofed addresses cannot fill the memory.</summary>
    public const int Capacity = 1 << 18;

    /// <summary>Characters kept at most, for the same reason.</summary>
    public const int CharacterCapacity = 1 << 23;

    private readonly Dictionary<string, string> texts = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string>.AlternateLookup<ReadOnlySpan<char>> lookup;
    private int characters;

    /// <summary>An empty pool.</summary>
    public TextPool() => lookup = texts.GetAlternateLookup<ReadOnlySpan<char>>();

    /// <summary>The shared text equal to <paramref name="text"/>.</summary>
    public string Share(ReadOnlySpan<char> text) => Share(text, static raw => raw.ToString());

    /// <summary>The shared form of <paramref name="text"/>, made once by <paramref name="canonical"/> and remembered under the raw text.</summary>
    /// <param name="text">The text as it stands in the file.</param>
    /// <param name="canonical">Makes its canonical form; called once per distinct text while that is in the pool. A pool serves one such function.</param>
    public string Share(ReadOnlySpan<char> text, Canonical canonical)
    {
        ArgumentNullException.ThrowIfNull(canonical);
        if (text.IsEmpty) return "";
        if (lookup.TryGetValue(text, out var known)) return known;
        if (texts.Count >= Capacity || characters + text.Length > CharacterCapacity)
        {
            texts.Clear();
            characters = 0;
        }

        var made = canonical(text);
        characters += text.Length;
        if (text.SequenceEqual(made)) texts[made] = made;
        else lookup[text] = made;
        return made;
    }

    /// <summary>Makes the canonical form of a text.</summary>
    public delegate string Canonical(ReadOnlySpan<char> text);
}
