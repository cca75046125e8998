using System.Runtime.InteropServices;
using System.Security.Cryptography;

namespace NetAnomaly.Flows;

/// <summary>
/// Shares equal texts between flows, so that ten million flows hold each address once. Bounded; may be used from
/// several threads.
/// </summary>
/// <remarks>
/// What is known is found without a lock; only new texts take one. Entries never change once they can be seen.
/// </remarks>
internal sealed class StringPool
{
    /// <summary>
    /// Texts kept at most; when full it starts again, so that a flood of spoofed addresses cannot fill the memory.
    /// </summary>
    public const int Capacity = 1 << 18;

    /// <summary>Characters kept at most, for the same reason.</summary>
    public const int CharacterCapacity = 1 << 23;

    private const int LeastSlots = 1 << 8;
    private const ulong Odd = 0x9E3779B97F4A7C15;

    private static readonly ulong Salt = BitConverter.ToUInt64(RandomNumberGenerator.GetBytes(8));

    private readonly Lock adding = new();
    private Entry?[] slots = new Entry?[LeastSlots];
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
        var hash = Hash(text);
        return Find(Volatile.Read(ref slots), hash, text) ?? Add(hash, text, canonical);
    }

    // Salted, so that nobody can prepare addresses that all fall into one slot; four characters at a time.
    private static int Hash(ReadOnlySpan<char> text)
    {
        var hash = Salt ^ (ulong)text.Length;
        var words = MemoryMarshal.Cast<char, ulong>(text);
        foreach (var word in words) hash = Mix(hash ^ word);
        foreach (var c in text[(words.Length * 4)..]) hash = (hash ^ c) * Odd;
        hash = Mix(hash);
        return (int)(hash ^ (hash >> 32));
    }

    private static ulong Mix(ulong value)
    {
        var high = Math.BigMul(value, Odd, out var low);
        return high ^ low;
    }

    private static string? Find(Entry?[] slots, int hash, ReadOnlySpan<char> text)
    {
        var mask = slots.Length - 1;
        for (var i = hash & mask; slots[i] is { } entry; i = (i + 1) & mask)
        {
            if (entry.Hash == hash && text.SequenceEqual(entry.Raw)) return entry.Text;
        }

        return null;
    }

    private string Add(int hash, ReadOnlySpan<char> text, Canonical canonical)
    {
        lock (adding)
        {
            if (Find(slots, hash, text) is { } known) return known;
            if (count >= Capacity || characters + text.Length > CharacterCapacity) Restart();
            else if (count * 2 >= slots.Length) Grow();
            var made = canonical(text);
            Put(slots, new Entry(hash, text.SequenceEqual(made) ? made : text.ToString(), made));
            count++;
            characters += text.Length;
            return made;
        }
    }

    private void Restart()
    {
        Volatile.Write(ref slots, new Entry?[LeastSlots]);
        (count, characters) = (0, 0);
    }

    private void Grow()
    {
        var larger = new Entry?[slots.Length * 2];
        foreach (var entry in slots)
        {
            if (entry is not null) Put(larger, entry);
        }

        Volatile.Write(ref slots, larger);
    }

    private static void Put(Entry?[] slots, Entry entry)
    {
        var mask = slots.Length - 1;
        var i = entry.Hash & mask;
        while (slots[i] is not null) i = (i + 1) & mask;
        Volatile.Write(ref slots[i], entry);
    }

    /// <summary>Makes the canonical form of a text.</summary>
    public delegate string Canonical(ReadOnlySpan<char> text);

    private sealed record Entry(int Hash, string Raw, string Text);
}
