using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using NetAnomaly.Core.Datasets;

namespace NetAnomaly.Core.Tests.Datasets;

public sealed class DatasetDigestTests : IDisposable
{
    private const int Block = 1 << 16;

    private readonly DatasetDigest digest = new();

    public void Dispose() => digest.Dispose();

    [Fact]
    public void Nothing_has_the_digest_of_nothing() => Assert.Equal(Sha([]), digest.Finish());

    [Fact]
    public void A_number_is_eight_bytes_with_the_lowest_first()
    {
        digest.Add(0x0102030405060708);
        Assert.Equal(Sha([8, 7, 6, 5, 4, 3, 2, 1]), digest.Finish());
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(256)]
    [InlineData(257)]
    [InlineData(1_000)]
    public void A_text_comes_with_its_length_in_bytes_before_it(int length)
    {
        var text = new string('é', length / 2) + (length % 2 == 0 ? "" : "x");
        digest.Add(text);
        Assert.Equal(Sha([.. Number(length), .. Encoding.UTF8.GetBytes(text)]), digest.Finish());
    }

    [Theory]
    [InlineData(1, 3 * Block)]
    [InlineData(Block - 1, 3)]
    [InlineData(Block, 3)]
    [InlineData(Block + 1, 3)]
    [InlineData(1_000, 200)]
    public void How_values_fall_into_blocks_changes_nothing(int length, int times)
    {
        byte[] value = [.. Enumerable.Range(0, length).Select(at => (byte)(at * 31))];
        var all = new List<byte>();
        for (var time = 0; time < times; time++)
        {
            digest.Add(value);
            all.AddRange(value);
        }

        Assert.Equal(Sha([.. all]), digest.Finish());
    }

    [Fact]
    public void Small_values_before_and_behind_a_large_one_keep_their_order()
    {
        var large = new byte[Block + 1];
        digest.Add(1);
        digest.Add(large);
        digest.Add(2);
        Assert.Equal(Sha([.. Number(1), .. large, .. Number(2)]), digest.Finish());
    }

    [Fact]
    public void What_is_added_behind_the_end_begins_another()
    {
        digest.Add("first");
        digest.Finish();
        digest.Add(7);
        Assert.Equal(Sha(Number(7)), digest.Finish());
    }

    private static byte[] Number(long value)
    {
        var bytes = new byte[sizeof(long)];
        BinaryPrimitives.WriteInt64LittleEndian(bytes, value);
        return bytes;
    }

    private static string Sha(byte[] bytes) => Convert.ToHexStringLower(SHA256.HashData(bytes));
}
