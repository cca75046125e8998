namespace NetAnomaly.Tensors.Kernels;

/// <summary>
/// Philox 4x32-10, a counter-based generator: block n of a seed's stream is a function of seed and n alone.
/// Source: Salmon, Moraes, Dror, Shaw, "Parallel random numbers: as easy as 1, 2, 3", SC 2011.
/// </summary>
internal sealed class Philox
{
    private const uint Multiplier0 = 0xD2511F53;
    private const uint Multiplier1 = 0xCD9E8D57;
    private const uint Weyl0 = 0x9E3779B9;
    private const uint Weyl1 = 0xBB67AE85;
    private const int Rounds = 10;

    private readonly uint[] _block = new uint[4];
    private ulong _seed;
    private ulong _counter;
    private int _used;

    /// <summary>A stream that starts at the beginning of a seed's numbers.</summary>
    public Philox(ulong seed) => Restart(seed);

    /// <summary>
    /// Held while an operation draws its numbers, so that operations of several threads do not mix theirs.
    /// </summary>
    public Lock Gate { get; } = new();

    /// <summary>Goes to the beginning of a seed's numbers.</summary>
    public void Restart(ulong seed)
    {
        _seed = seed;
        _counter = 0;
        _used = _block.Length;
    }

    /// <summary>The next 32 random bits.</summary>
    public uint NextUInt32()
    {
        if (_used == _block.Length)
        {
            Block(_seed, _counter++, 0, _block);
            _used = 0;
        }
        return _block[_used++];
    }

    /// <summary>The next 64 random bits.</summary>
    public ulong NextUInt64() => ((ulong)NextUInt32() << 32) | NextUInt32();

    /// <summary>A number in [0, 1) on a grid of 2^-24, as a float holds it exactly.</summary>
    public float NextSingle() => (NextUInt32() >> 8) * (1f / (1 << 24));

    /// <summary>A number in [0, 1) on a grid of 2^-53.</summary>
    public double NextDouble() => (NextUInt64() >> 11) * (1.0 / (1UL << 53));

    /// <summary>Fills a dropout mask: 0 with probability p, else 1 / (1 - p).</summary>
    public void FillDropoutMask(Span<float> mask, double p)
    {
        var scale = p == 1 ? 0 : (float)(1 / (1 - p));

        // The same comparison as NextSingle() < p, on the 24 random bits themselves.
        var limit = (uint)Math.Ceiling((float)p * (1 << 24));
        lock (Gate)
        {
            Span<uint> words = stackalloc uint[4];
            var i = 0;
            for (; i < mask.Length && _used < _block.Length; i++)
                mask[i] = _block[_used++] >> 8 < limit ? 0 : scale;
            for (; i <= mask.Length - 4; i += 4)
            {
                Block(_seed, _counter++, 0, words);
                for (var j = 0; j < 4; j++)
                    mask[i + j] = words[j] >> 8 < limit ? 0 : scale;
            }
            for (; i < mask.Length; i++)
                mask[i] = NextUInt32() >> 8 < limit ? 0 : scale;
        }
    }

    /// <summary>A number of the standard normal distribution. Source: Box and Muller, 1958.</summary>
    public double NextNormal()
    {
        var radius = Math.Sqrt(-2 * Math.Log(1 - NextDouble()));
        return radius * Math.Cos(2 * Math.PI * NextDouble());
    }

    /// <summary>Four words of the stream: the counter (128 bits, low word first) enciphered with the key.</summary>
    public static void Block(ulong key, ulong counterLow, ulong counterHigh, Span<uint> words)
    {
        var (c0, c1, c2, c3) = (
            (uint)counterLow, (uint)(counterLow >> 32), (uint)counterHigh, (uint)(counterHigh >> 32));
        var (k0, k1) = ((uint)key, (uint)(key >> 32));
        for (var round = 0; round < Rounds; round++)
        {
            var product0 = (ulong)Multiplier0 * c0;
            var product1 = (ulong)Multiplier1 * c2;
            (c0, c1, c2, c3) = (
                (uint)(product1 >> 32) ^ c1 ^ k0, (uint)product1, (uint)(product0 >> 32) ^ c3 ^ k1, (uint)product0);
            k0 = unchecked(k0 + Weyl0);
            k1 = unchecked(k1 + Weyl1);
        }
        (words[0], words[1], words[2], words[3]) = (c0, c1, c2, c3);
    }
}
