using System.Runtime.InteropServices;

namespace NetAnomaly.Core.Auditing;

/// <summary>
/// What belongs to distinct keys of a stream, in bounded memory: when there are too many, only keys whose hash ends in
/// one more zero bit stay, so that those kept are a fair sample of all (Gibbons and Tirthapura 2001, "Estimating simple
/// functions on the union of data streams"). Exact until then.
/// </summary>
/// <param name="most">Keys kept at most.</param>
internal sealed class DistinctSample<TValue>(int most)
    where TValue : struct
{
    private readonly Dictionary<long, TValue> kept = [];
    private int level;

    /// <summary>The values of the keys kept.</summary>
    public IEnumerable<TValue> Values => kept.Values;

    /// <summary>How many distinct keys each one kept stands for.</summary>
    public double Scale => Math.Pow(2, level);

    /// <summary>Whether every key was kept.</summary>
    public bool IsExact => level == 0;

    /// <summary>The value of a key, to be changed; a null reference where the key is not of the sample.</summary>
    /// <param name="key">A hash: every bit of it is as good as any other.</param>
    public ref TValue Of(long key)
    {
        while (kept.Count >= most) Thin();
        if (!Belongs(key)) return ref System.Runtime.CompilerServices.Unsafe.NullRef<TValue>();
        return ref CollectionsMarshal.GetValueRefOrAddDefault(kept, key, out _);
    }

    private bool Belongs(long key) => (key & ((1L << level) - 1)) == 0;

    private void Thin()
    {
        level++;
        foreach (var key in kept.Keys.Where(key => !Belongs(key)).ToArray()) kept.Remove(key);
    }
}
