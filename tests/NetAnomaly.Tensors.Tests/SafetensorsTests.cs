using System.Buffers.Binary;
using System.Text;

namespace NetAnomaly.Tensors.Tests;

public class SafetensorsTests
{
    [Fact]
    public void What_is_written_is_read_back()
    {
        var tensors = new Dictionary<string, Tensor>
        {
            ["b.weight"] = GradientCheck.Sample(1, 3, 4),
            ["a.ids"] = arange(5),
            ["scalar"] = full([], 2.5f),
            ["nothing"] = zeros(0, 3),
        };
        using var file = new MemoryStream();
        Safetensors.Save(tensors, file);
        file.Position = 0;
        var read = Safetensors.Load(file);
        Assert.Equal(tensors.Keys.Order(), read.Keys.Order());
        foreach (var (name, tensor) in tensors)
        {
            Assert.Equal(tensor.dtype, read[name].dtype);
            Assert.Equal(tensor.shape, read[name].shape);
            Assert.Equal(tensor.bytes.ToArray(), read[name].bytes.ToArray());
        }
    }

    [Fact]
    public void The_values_start_at_a_multiple_of_eight_bytes()
    {
        using var file = new MemoryStream();
        Safetensors.Save(new Dictionary<string, Tensor> { ["x"] = ones(2) }, file);
        Assert.Equal(0, (file.Length - 8) % 8);
        Assert.Equal(1f, BinaryPrimitives.ReadSingleLittleEndian(file.ToArray().AsSpan()[^4..]));
    }

    [Theory]
    [InlineData("""{"x":{"dtype":"F32","shape":[2],"data_offsets":[0,8]}}""", 7, "ends")]
    [InlineData("""{"x":{"dtype":"F32","shape":[2],"data_offsets":[0,4]}}""", 8, "do not fit its shape")]
    [InlineData("""{"x":{"dtype":"F64","shape":[1],"data_offsets":[0,8]}}""", 8, "F64")]
    [InlineData("""{"x":{"dtype":"F32","shape":[-2],"data_offsets":[0,8]}}""", 8, "negative size")]
    [InlineData("""{"x":{"dtype":"F32","shape":[1],"data_offsets":[-4,0]}}""", 8, "do not fit its shape")]
    [InlineData("""{"x":{"dtype":"F32","shape":[1],"data_offsets":[4,8]}}""", 8, "a gap or an overlap")]
    [InlineData("""{"x":{"dtype":"F32","shape":[1],"data_offsets":[0,4]},"y":{"dtype":"F32","shape":[1],"data_offsets":[0,4]}}""", 8, "a gap or an overlap")]
    [InlineData("""{"x":{"dtype":"F32","shape":[1],"data_offsets":[0,4]},"x":{"dtype":"F32","shape":[1],"data_offsets":[4,8]}}""", 8, "occurs twice")]
    [InlineData("""{"x":{"dtype":"F32","shape":[4611686018427387904,4],"data_offsets":[0,4]}}""", 4,
        "cannot be understood")]
    [InlineData("""{"x":{"dtype":"F32","shape":[400000000],"data_offsets":[0,1600000000]}}""", 4, "at most")]
    [InlineData("""{"x":{"shape":[1],"data_offsets":[0,4]}}""", 4, "cannot be understood")]
    [InlineData("""[1]""", 0, "cannot be understood")]
    [InlineData("""{"x":""", 0, "cannot be understood")]
    public void A_damaged_file_is_refused_with_the_reason(string header, int valueBytes, string reason)
    {
        foreach (var seekable in new[] { true, false })
        {
            using var file = Create(
                (ulong)Encoding.UTF8.GetByteCount(header), Encoding.UTF8.GetBytes(header), new byte[valueBytes],
                seekable);
            var error = Assert.Throws<InvalidDataException>(() => Safetensors.Load(file));
            Assert.Contains(reason, error.Message, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData(0UL)]
    [InlineData(1UL << 40)]
    [InlineData(ulong.MaxValue)]
    [InlineData(1000UL)]
    public void A_header_length_that_cannot_be_is_refused(ulong length)
    {
        using var file = Create(length, Encoding.UTF8.GetBytes("{}"), [], seekable: true);
        Assert.Throws<InvalidDataException>(() => Safetensors.Load(file));
        using var empty = new MemoryStream([1, 2, 3]);
        Assert.Throws<InvalidDataException>(() => Safetensors.Load(empty));
    }

    private static Stream Create(ulong length, byte[] header, byte[] values, bool seekable)
    {
        var bytes = new byte[8 + header.Length + values.Length];
        BinaryPrimitives.WriteUInt64LittleEndian(bytes, length);
        header.CopyTo(bytes, 8);
        values.CopyTo(bytes, 8 + header.Length);
        var file = new MemoryStream(bytes);
        return seekable ? file : new BufferedOnceStream(file);
    }

    /// <summary>A stream that, like one out of an archive, can only be read onwards.</summary>
    private sealed class BufferedOnceStream(Stream inner) : Stream
    {
        public override bool CanRead => true;
        public override bool CanSeek => false;
        public override bool CanWrite => false;
        public override long Length => throw new NotSupportedException();
        public override long Position { get => throw new NotSupportedException(); set =>
            throw new NotSupportedException(); }
        public override void Flush() => inner.Flush();
        public override int Read(byte[] buffer, int offset, int count) =>
            inner.Read(buffer, offset, Math.Min(count, 3));
        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();
        public override void SetLength(long value) => throw new NotSupportedException();
        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
    }
}
