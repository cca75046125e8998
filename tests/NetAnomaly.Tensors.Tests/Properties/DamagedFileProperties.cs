using System.Buffers.Binary;
using System.Text;
using FsCheck.Fluent;
using static NetAnomaly.Tensors.Tests.Properties.RandomShapes;

namespace NetAnomaly.Tensors.Tests.Properties;

/// <summary>Weight files with flipped bytes are read or refused, never anything else.</summary>
public class DamagedFileProperties
{
    [Fact]
    public void Weights_of_any_shape_come_back() => Holds(Gen.ListOf(Shape).Where(l => l.Count < 5), shapes =>
    {
        var tensors = shapes.Select((s, i) => (Name: $"t{i}", Value: GradientCheck.Sample(i, s)))
            .ToDictionary(t => t.Name, t => t.Value);
        using var file = new MemoryStream();
        Safetensors.Save(tensors, file);
        file.Position = 0;
        var read = Safetensors.Load(file);
        Assert.Equal(tensors.Count, read.Count);
        Assert.All(tensors, t =>
        {
            Assert.Equal(t.Value.shape, read[t.Key].shape);
            Assert.Equal(t.Value.bytes.ToArray(), read[t.Key].bytes.ToArray());
        });
    }, 50);

    [Fact]
    public void A_file_with_random_damage_is_read_or_refused() => Holds(
        from places in Gen.ArrayOf(Gen.Choose(0, 10_000), 3)
        from bytes in Gen.ArrayOf(Gen.Choose(0, 255), 3)
        from kept in Gen.Choose(0, 10_000)
        select (places, bytes, kept), c =>
        {
            using var file = new MemoryStream();
            Safetensors.Save(new Dictionary<string, Tensor> { ["a"] = ones([2, 3]), ["b"] = arange(4) }, file);
            var content = file.ToArray();
            for (var i = 0; i < c.places.Length; i++)
                content[c.places[i] % content.Length] = (byte)c.bytes[i];
            using var damaged = new MemoryStream(
                content[..(c.kept % 3 == 0 ? c.kept % content.Length : content.Length)]);
            try
            {
                Safetensors.Load(damaged);
            }
            catch (InvalidDataException)
            {
                // The one way out that is allowed.
            }
        }, 2000);

    [Fact]
    public void A_header_of_random_text_is_refused() =>
        Holds(Gen.ArrayOf(Gen.Elements("{", "}", "[", "]", ":", ",", "\"x\"", "\"dtype\"", "\"F32\"", "\"shape\"",
            "\"data_offsets\"", "0", "4", "null", "-1", "1e9")), parts =>
    {
        var header = Encoding.UTF8.GetBytes(string.Concat(parts).PadRight(8));
        var content = new byte[8 + header.Length];
        BinaryPrimitives.WriteUInt64LittleEndian(content, (ulong)header.Length);
        header.CopyTo(content, 8);
        using var file = new MemoryStream(content);
        if (string.Concat(parts) != "{}")
            Assert.Throws<InvalidDataException>(() => Safetensors.Load(file));
    }, 500);
}
