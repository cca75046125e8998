using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Security.Cryptography;

namespace NetAnomaly.Flows;

/// <summary>
/// A short ASCII text as 16 bytes: what addresses, protocols and states nearly always are, compared without following
/// a reference. Longer texts have a key that equal texts share and others may.
/// </summary>
/// <remarks>
/// Up to seven characters stand as they are, the first and the last four of them; up to sixteen in a byte each, the
/// first and the last eight. Together with the length, which stands in bits that ASCII leaves free, no two short texts
/// have the same key, and none has that of a long one.
/// </remarks>
internal readonly record struct TextKey(ulong Low, ulong High)
{
    private const int LongestShort = 16;
    private const ulong NoAsciiWords = 0xFF80_FF80_FF80_FF80;
    private const ulong NoAsciiBytes = 0x8080_8080_8080_8080;
    private const ulong LongMark = 0xFFFF_FFFF_FFFF_FFFF;
    private const ulong Odd = 0x9E37_79B9_7F4A_7C15;

    // Salted, so that nobody can prepare addresses that all fall into one slot.
    private static readonly ulong Salt = Random();
    private static readonly ulong OtherSalt = Random();

    /// <summary>Whether the key does not hold the whole text.</summary>
    public bool IsLong => High == LongMark;

    /// <summary>Where to look for it.</summary>
    public int Hash => (int)Mix(Low ^ Salt, High ^ OtherSalt);

    /// <summary>The key of a text that is not empty.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TextKey Of(ReadOnlySpan<char> text)
    {
        ref var first = ref Unsafe.As<char, byte>(ref MemoryMarshal.GetReference(text));
        var length = text.Length;
        if (length is >= 8 and <= LongestShort)
        {
            var low = Vector128.LoadUnsafe(ref Unsafe.As<byte, ushort>(ref first));
            var high = Vector128.LoadUnsafe(ref Unsafe.As<byte, ushort>(ref first), (nuint)(length - 8));
            var bytes = Vector128.NarrowWithSaturation(low, high).AsUInt64();
            var key = new TextKey(bytes[0], bytes[1] | LengthBits((ulong)length));
            if (((bytes[0] | bytes[1]) & NoAsciiBytes) == 0) return key;
        }
        else if (length is >= 4 and < 8)
        {
            var low = Unsafe.ReadUnaligned<ulong>(ref first);
            var high = Unsafe.ReadUnaligned<ulong>(ref Unsafe.Add(ref first, (length - 4) * sizeof(char)));
            if (((low | high) & NoAsciiWords) == 0) return new TextKey(low, high | ((ulong)length << 8));
        }
        else if (length < 4)
        {
            var low = text[0] | ((ulong)text[length / 2] << 16) | ((ulong)text[^1] << 32);
            if ((low & NoAsciiWords) == 0) return new TextKey(low, (ulong)length << 8);
        }

        return new TextKey(LongHash(text), LongMark);
    }

    // The free bits of bytes of ASCII: the uppermost of the last five, which a length up to 16 needs.
    private static ulong LengthBits(ulong length) =>
        ((length & 1) << 63) | ((length & 2) << 54) | ((length & 4) << 45) | ((length & 8) << 36)
            | ((length & 16) << 27);

    private static ulong LongHash(ReadOnlySpan<char> text)
    {
        var hash = Salt ^ (ulong)text.Length;
        var words = MemoryMarshal.Cast<char, ulong>(text);
        foreach (var word in words) hash = Mix(hash ^ word, Odd);
        foreach (var c in text[(words.Length * 4)..]) hash = (hash ^ c) * Odd;
        return hash;
    }

    private static ulong Mix(ulong a, ulong b)
    {
        var high = Math.BigMul(a, b, out var low);
        return BitOperations.RotateLeft(high, 32) ^ high ^ low;
    }

    private static ulong Random() => BitConverter.ToUInt64(RandomNumberGenerator.GetBytes(8));
}
