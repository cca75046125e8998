using System.Numerics;

namespace NetAnomaly.Internal;

/// <summary>
/// The generator of random numbers: xoshiro256** (Blackman and Vigna 2018), seeded through SplitMix64 from a seed and a
/// path of keys. Streams with different keys are independent, so that a new source of traffic never moves another's.
/// Not thread-safe.
/// </summary>
internal sealed class CounterRandom
{
    private ulong s0;
    private ulong s1;
    private ulong s2;
    private ulong s3;

    /// <summary>A stream of its own for a seed and keys.</summary>
    public CounterRandom(int seed, RandomStream stream, long key = 0, long step = 0) => Reseed(seed, stream, key, step);

    /// <summary>Begins another stream.</summary>
    public void Reseed(int seed, RandomStream stream, long key, long step)
    {
        var state = Mix(unchecked((ulong)seed) ^ 0x9E3779B97F4A7C15);
        state = Mix(state + (ulong)stream + 1);
        state = Mix(state + unchecked((ulong)key) + 1);
        state = Mix(state + unchecked((ulong)step) + 1);
        s0 = Split(ref state);
        s1 = Split(ref state);
        s2 = Split(ref state);
        s3 = Split(ref state);
    }

    /// <summary>64 random bits.</summary>
    public ulong NextBits()
    {
        var result = BitOperations.RotateLeft(s1 * 5, 7) * 9;
        var shifted = s1 << 17;
        s2 ^= s0;
        s3 ^= s1;
        s1 ^= s2;
        s0 ^= s3;
        s2 ^= shifted;
        s3 = BitOperations.RotateLeft(s3, 45);
        return result;
    }

    /// <summary>Uniform in [0, 1).</summary>
    public double NextUnit() => (NextBits() >> 11) * (1.0 / (1L << 53));

    /// <summary>Uniform in [<paramref name="least"/>, <paramref name="most"/>).</summary>
    public double Between(double least, double most) => least + ((most - least) * NextUnit());

    /// <summary>A whole number from <paramref name="least"/> to <paramref name="most"/>, both included.</summary>
    public int Whole(int least, int most) =>
        least + (int)Math.BigMul(NextBits(), (ulong)((long)most - least + 1), out _);

    /// <summary>True with the given probability.</summary>
    public bool Bernoulli(double probability) => NextUnit() < probability;

    /// <summary>One of the items, all alike.</summary>
    public T Pick<T>(IReadOnlyList<T> items) => items[Whole(0, items.Count - 1)];

    /// <summary>
    /// Exponentially distributed with mean 1: the gap between events that know nothing of each other.
    /// </summary>
    public double Exponential() => -PortableMath.Log(1.0 - NextUnit());

    /// <summary>
    /// About normal with mean 0 and variance 1: the sum of four uniform numbers out of one draw. Its tails end at 3.46,
    /// which keeps sizes within what a network carries.
    /// </summary>
    public double Normal()
    {
        var bits = NextBits();
        var sum = (int)(bits & 0xFFFF) + (int)((bits >> 16) & 0xFFFF) + (int)((bits >> 32) & 0xFFFF)
            + (int)(bits >> 48);
        return (sum - (2 * 65535)) * (1.7320508075688772 / 65536);
    }

    private static ulong Split(ref ulong state)
    {
        state += 0x9E3779B97F4A7C15;
        return Mix(state);
    }

    private static ulong Mix(ulong value)
    {
        value = (value ^ (value >> 30)) * 0xBF58476D1CE4E5B9;
        value = (value ^ (value >> 27)) * 0x94D049BB133111EB;
        return value ^ (value >> 31);
    }
}
