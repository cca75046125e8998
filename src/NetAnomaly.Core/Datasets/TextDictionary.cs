using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;
using NetAnomaly.Internal;

namespace NetAnomaly.Core.Datasets;

/// <summary>The distinct texts of one or more columns, by number. Immutable; thread-safe.</summary>
internal sealed class TextDictionary
{
    /// <summary>Bytes of a text's digest.</summary>
    public const int DigestLength = 16;

    private readonly Lazy<byte[]> digests;
    private readonly Lazy<long[]> addresses;

    /// <summary>A dictionary.</summary>
    public TextDictionary(IReadOnlyList<string> texts)
    {
        Texts = texts;
        digests = new(() => DigestAll(texts));
        addresses = new(() => [.. texts.Select(StableHash.OfAddress)]);
    }

    /// <summary>The texts.</summary>
    public IReadOnlyList<string> Texts { get; }

    /// <summary>The digest of a text, the same in every dictionary; of no text (−1) sixteen zeros.</summary>
    public ReadOnlySpan<byte> Digest(int number) =>
        number < 0 ? Nothing : digests.Value.AsSpan(number * DigestLength, DigestLength);

    /// <summary>A text that is an address, as a stable number (<see cref="StableHash.OfAddress"/>).</summary>
    public long AddressKey(int number) => addresses.Value[number];

    /// <summary>
    /// The texts of this and of another dictionary, and what number each of the other's texts has there.
    /// </summary>
    public (TextDictionary Joined, int[] Numbers) Join(TextDictionary other)
    {
        if (ReferenceEquals(other, this)) return (this, [.. Enumerable.Range(0, Texts.Count)]);
        var texts = new List<string>(Texts);
        var known = new Dictionary<string, int>(StringComparer.Ordinal);
        for (var i = 0; i < texts.Count; i++) known.Add(texts[i], i);
        var numbers = new int[other.Texts.Count];
        for (var i = 0; i < numbers.Length; i++)
        {
            ref var number = ref CollectionsMarshal.GetValueRefOrAddDefault(known, other.Texts[i], out var isKnown);
            if (!isKnown)
            {
                number = texts.Count;
                texts.Add(other.Texts[i]);
            }

            numbers[i] = number;
        }

        return (new TextDictionary(texts), numbers);
    }

    private static ReadOnlySpan<byte> Nothing => new byte[DigestLength];

    private static byte[] DigestAll(IReadOnlyList<string> texts)
    {
        var all = new byte[texts.Count * DigestLength];
        Span<byte> whole = stackalloc byte[SHA256.HashSizeInBytes];
        for (var i = 0; i < texts.Count; i++)
        {
            SHA256.HashData(Encoding.UTF8.GetBytes(texts[i]), whole);
            whole[..DigestLength].CopyTo(all.AsSpan(i * DigestLength));
        }

        return all;
    }
}
