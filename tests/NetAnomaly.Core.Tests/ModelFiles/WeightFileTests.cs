using System.Buffers.Binary;
using System.Text;
using NetAnomaly.Core.Weights;

namespace NetAnomaly.Core.Tests.ModelFiles;

public sealed class WeightFileTests
{
    [Fact]
    public void What_is_written_is_read_back_with_its_shapes_and_texts()
    {
        var read = Read(Bytes(new WeightFile(
            new Dictionary<string, WeightFileArray>
            {
                ["b.rows"] = WeightFileArray.Of([1f, -0f, float.Epsilon, 4, 5, float.MaxValue], 2, 3),
                ["a.counts"] = WeightFileArray.Of([int.MinValue, 7], 2),
                ["c.times"] = WeightFileArray.Of([long.MaxValue], []),
                ["d.nothing"] = WeightFileArray.Of(Array.Empty<float>(), 0, 3),
            },
            new Dictionary<string, string> { ["label.0"] = "Normal", ["label.1"] = "C&C \"ü\"" })));
        Assert.Equal([1f, -0f, float.Epsilon, 4, 5, float.MaxValue], read.Floats("b.rows", 2, -1));
        Assert.Equal([int.MinValue, 7], read.Ints("a.counts", 2));
        Assert.Equal([long.MaxValue], read.Longs("c.times"));
        Assert.Empty(read.Floats("d.nothing", 0, 3));
        Assert.Equal([2, 3], read.Arrays["b.rows"].Shape);
        Assert.Equal(["Normal", "C&C \"ü\""], read.Metadata.OrderBy(text => text.Key).Select(text => text.Value));
    }

    [Fact]
    public void The_same_arrays_make_the_same_bytes_in_any_order()
    {
        var one = WeightFileArray.Of([1], 1);
        var two = WeightFileArray.Of([2], 1);
        Assert.Equal(
            Bytes(new WeightFile([new("a", one), new("b", two)])),
            Bytes(new WeightFile([new("b", two), new("a", one)])));
    }

    [Fact]
    public void The_values_start_at_a_multiple_of_eight_bytes()
    {
        var bytes = Bytes(new WeightFile([new("x", WeightFileArray.Of([2.5f], 1))]));
        Assert.Equal(0UL, BinaryPrimitives.ReadUInt64LittleEndian(bytes) % 8);
        Assert.Equal(2.5f, BinaryPrimitives.ReadSingleLittleEndian(bytes.AsSpan()[^4..]));
    }

    [Theory]
    [InlineData("""{"x":{"dtype":"F32","shape":[2],"data_offsets":[0,8]}}""", 7, "ends")]
    [InlineData("""{"x":{"dtype":"F32","shape":[1],"data_offsets":[0,4]}}""", 8, "more behind")]
    [InlineData("""{"x":{"dtype":"F32","shape":[2],"data_offsets":[0,4]}}""", 8, "do not fit its shape")]
    [InlineData("""{"x":{"dtype":"F32","shape":[1],"data_offsets":[0]}}""", 8, "do not fit its shape")]
    [InlineData("""{"x":{"dtype":"F64","shape":[1],"data_offsets":[0,8]}}""", 8, "F64")]
    [InlineData("""{"x":{"dtype":"F32","shape":[-2],"data_offsets":[0,8]}}""", 8, "negative size")]
    [InlineData("""{"x":{"dtype":"F32","shape":[0,9223372036854775807],"data_offsets":[0,0]}}""", 0, "holds the size")]
    [InlineData("""{"x":{"dtype":"F32","shape":[1],"data_offsets":[-4,0]}}""", 8, "do not fit its shape")]
    [InlineData("""{"x":{"dtype":"F32","shape":[1],"data_offsets":[4,8]}}""", 8, "a gap or an overlap")]
    [InlineData("""{"x":{"dtype":"F32","shape":[2],"data_offsets":[0,8]},"y":{"dtype":"F32","shape":[1],"data_offsets":[4,8]}}""", 8, "a gap or an overlap")]
    [InlineData("""{"x":{"dtype":"F32","shape":[1],"data_offsets":[0,4]},"x":{"dtype":"F32","shape":[1],"data_offsets":[4,8]}}""", 8, "occurs twice")]
    [InlineData("""{"x":{"dtype":"F32","shape":[4611686018427387904,4],"data_offsets":[0,4]}}""", 4,
        "cannot be understood")]
    [InlineData("""{"x":{"dtype":"F32","shape":[400000000],"data_offsets":[0,1600000000]}}""", 4, "at most")]
    [InlineData("""{"x":{"shape":[1],"data_offsets":[0,4]}}""", 4, "cannot be understood")]
    [InlineData("""{"__metadata__":{"a":1}}""", 0, "cannot be understood")]
    [InlineData("""{"__metadata__":{"a":"1","a":"2"}}""", 0, "cannot be understood")]
    [InlineData("""[1]""", 0, "cannot be understood")]
    [InlineData("""{"x":""", 0, "cannot be understood")]
    public void A_damaged_file_is_refused_with_the_reason(string header, int valueBytes, string reason)
    {
        var text = Encoding.UTF8.GetBytes(header);
        var error = Assert.Throws<InvalidDataException>(() => Read(Assemble((ulong)text.Length, text, valueBytes)));
        Assert.Contains(reason, error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(0UL)]
    [InlineData(1000UL)]
    [InlineData(1UL << 40)]
    [InlineData(ulong.MaxValue)]
    public void A_header_length_that_cannot_be_is_refused(ulong length) =>
        Assert.Throws<InvalidDataException>(() => Read(Assemble(length, "{}"u8.ToArray(), 0)));

    [Fact]
    public void A_file_cut_off_anywhere_is_refused()
    {
        var whole = Bytes(new WeightFile([new("x", WeightFileArray.Of([1f, 2, 3], 3))]));
        Assert.All(
            Enumerable.Range(0, whole.Length), length =>
                Assert.Throws<InvalidDataException>(() => Read(whole[..length])));
    }

    [Fact]
    public void An_array_that_is_missing_or_other_than_wanted_is_named()
    {
        var file = new WeightFile([new("x", WeightFileArray.Of([1f, float.NaN], 1, 2))]);
        Assert.Contains(
            "lack 'y'", Assert.Throws<InvalidDataException>(() => file.Floats("y", 1)).Message,
            StringComparison.Ordinal);
        Assert.Contains(
            "'x' is F32 (1, 2)", Assert.Throws<InvalidDataException>(() => file.Ints("x", 1, 2)).Message,
            StringComparison.Ordinal);
        Assert.Contains(
            "wants Single (2, 1)", Assert.Throws<InvalidDataException>(() => file.Floats("x", 2, 1)).Message,
            StringComparison.Ordinal);
        Assert.Contains(
            "NaN at 1", Assert.Throws<InvalidDataException>(() => file.Floats("x", 1, 2)).Message,
            StringComparison.Ordinal);
    }

    [Fact]
    public void Values_that_do_not_fill_the_shape_are_no_array() =>
        Assert.Throws<ArgumentException>(() => WeightFileArray.Of([1f, 2], 3));

    private static byte[] Bytes(WeightFile file)
    {
        using var stream = new MemoryStream();
        file.Write(stream);
        return stream.ToArray();
    }

    private static WeightFile Read(byte[] bytes) => WeightFile.Read(new MemoryStream(bytes));

    private static byte[] Assemble(ulong length, byte[] header, int valueBytes)
    {
        var bytes = new byte[sizeof(ulong) + header.Length + valueBytes];
        BinaryPrimitives.WriteUInt64LittleEndian(bytes, length);
        header.CopyTo(bytes, sizeof(ulong));
        return bytes;
    }
}
