using System.Runtime.InteropServices;

namespace NetAnomaly.Core.Detectors.Ledgers;

/// <summary>Numbers stable keys from 0 on, in the order in which they come. Not thread-safe while it grows.</summary>
internal sealed class KeyIndex
{
    private readonly Dictionary<long, int> numbers;
    private readonly List<long> keys;

    /// <summary>An index of some keys, each of which occurs once.</summary>
    public KeyIndex(IEnumerable<long>? known = null)
    {
        keys = known is null ? [] : [.. known];
        numbers = new Dictionary<long, int>(keys.Count);
        for (var i = 0; i < keys.Count; i++) numbers[keys[i]] = i;
    }

    /// <summary>Whether no key was given twice.</summary>
    public bool IsDistinct => numbers.Count == keys.Count;

    /// <summary>The keys by number.</summary>
    public IReadOnlyList<long> Keys => keys;

    /// <summary>How many there are.</summary>
    public int Count => keys.Count;

    /// <summary>The number of a key; −1 where it is not known.</summary>
    public int Find(long key) => numbers.TryGetValue(key, out var number) ? number : -1;

    /// <summary>The number of a key, which it gets where it has none.</summary>
    public int Add(long key)
    {
        ref var number = ref CollectionsMarshal.GetValueRefOrAddDefault(numbers, key, out var known);
        if (known) return number;
        number = keys.Count;
        keys.Add(key);
        return number;
    }
}
