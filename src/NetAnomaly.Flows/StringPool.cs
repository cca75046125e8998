namespace NetAnomaly.Flows;

/// <summary>
/// Shares equal texts between flows, so that ten million flows hold each address once. Bounded; may be used from
/// several threads.
/// </summary>
/// <remarks>
/// What is known is found without a lock; only new texts take one. Entries never change once they can be seen. The
/// key of a short text holds all of it, so that finding it costs one look into the table.
/// </remarks>
internal sealed class StringPool
{
    /// <summary>
    /// Texts kept at most; when full it starts again, so that a flood of spoofed addresses cannot fill the memory.
    /// </summary>
    public const int Capacity = 1 << 18;

    /// <summary>Characters kept at most, for the same reason.</summary>
    public const int CharacterCapacity = 1 << 23;

    private const int LeastSlots = 1 << 7;
    private const int Growth = 4;

    private readonly Lock adding = new();
    private Slot[] slots = new Slot[LeastSlots];
    private int count;
    private int characters;

    /// <summary>The shared text equal to <paramref name="text"/>.</summary>
    public string Share(ReadOnlySpan<char> text) => Share(text, static raw => raw.ToString());

    /// <summary>
    /// The shared form of <paramref name="text"/>, made once by <paramref name="canonical"/> and remembered under the
    /// raw text.
    /// </summary>
    /// <param name="text">The text as it stands in the file.</param>
    /// <param name="canonical">Makes its canonical form; called once per distinct text while that is in the pool. A
    /// pool serves one such function.</param>
    public string Share(ReadOnlySpan<char> text, Canonical canonical)
    {
        ArgumentNullException.ThrowIfNull(canonical);
        if (text.IsEmpty) return "";
        var key = TextKey.Of(text);
        return Find(Volatile.Read(ref slots), key, text) ?? Add(key, text, canonical);
    }

    private static string? Find(Slot[] slots, TextKey key, ReadOnlySpan<char> text)
    {
        var mask = slots.Length - 1;
        for (var i = key.Hash & mask;; i = (i + 1) & mask)
        {
            ref var slot = ref slots[i];
            var held = Volatile.Read(ref slot.Held);
            if (held is null) return null;
            if (slot.Key != key) continue;
            if (!key.IsLong) return (string)held;
            if (held is LongText longer && text.SequenceEqual(longer.Raw)) return longer.Text;
        }
    }

    private string Add(TextKey key, ReadOnlySpan<char> text, Canonical canonical)
    {
        lock (adding)
        {
            if (Find(slots, key, text) is { } known) return known;
            if (count >= Capacity || characters + text.Length > CharacterCapacity) Restart();
            else if (count * 2 >= slots.Length) Grow();
            var made = canonical(text);
            Put(slots, key, key.IsLong ? LongText.Of(text, made) : made);
            count++;
            characters += text.Length;
            return made;
        }
    }

    private void Restart()
    {
        Volatile.Write(ref slots, new Slot[LeastSlots]);
        (count, characters) = (0, 0);
    }

    private void Grow()
    {
        var larger = new Slot[slots.Length * Growth];
        foreach (ref var slot in slots.AsSpan())
        {
            if (slot.Held is { } held) Put(larger, slot.Key, held);
        }

        Volatile.Write(ref slots, larger);
    }

    // The text is written last: who sees it sees the key too.
    private static void Put(Slot[] slots, TextKey key, object held)
    {
        var mask = slots.Length - 1;
        var i = key.Hash & mask;
        while (slots[i].Held is not null) i = (i + 1) & mask;
        slots[i].Key = key;
        Volatile.Write(ref slots[i].Held, held);
    }

    /// <summary>Makes the canonical form of a text.</summary>
    public delegate string Canonical(ReadOnlySpan<char> text);

    // The text of a short key, the LongText of another.
    private struct Slot
    {
        public TextKey Key;
        public object? Held;
    }

    private sealed record LongText(string Raw, string Text)
    {
        public static LongText Of(ReadOnlySpan<char> raw, string made) =>
            new(raw.SequenceEqual(made) ? made : raw.ToString(), made);
    }
}
