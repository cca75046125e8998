using System.Buffers.Binary;
using System.IO.Compression;
using NetAnomaly.Core.Detectors;
using NetAnomaly.Core.ModelFiles;
using Xunit;

namespace NetAnomaly.Models.Tests.OldFiles;

/// <summary>
/// A model of which one number is none is refused, whatever its kind: it would call everything normal.
/// </summary>
public sealed class DamagedWeightTests : IDisposable
{
    // Arrays of an ensemble that hold numbers of 64 bits, by their bits.
    private static readonly string[] RealNumbers = [".values", ".parameters", ".tail", ".weight_from"];

    private readonly string path = Path.Combine(Path.GetTempPath(), $"{Guid.NewGuid():N}.nam");

    [Theory]
    [InlineData("clstm")]
    [InlineData("clstm-classifier")]
    [InlineData("bilstm")]
    [InlineData("transformer")]
    [InlineData("bilstm-published")]
    [InlineData("metric")]
    [InlineData("nearest-neighbor")]
    [InlineData("ensemble")]
    public void A_weight_that_is_no_number_is_refused_when_the_model_is_loaded(string name)
    {
        File.Copy(OldFile.PathOf(name), path);
        Poison("weights.safetensors");
        var error = Assert.Throws<ModelFileException>(
            () =>
                ModelFile.Load(path, new DetectorRegistry([.. CoreDetectors.Providers, .. EmbeddedEngine.Providers])));
        Assert.Contains(path, error.Message, StringComparison.Ordinal);
    }

    public void Dispose() => File.Delete(path);

    // Every array of numbers ends with one that is none.
    private void Poison(string entry)
    {
        using var zip = ZipFile.Open(path, ZipArchiveMode.Update);
        using var stream = zip.GetEntry(entry)!.Open();
        var content = new byte[stream.Length];
        stream.ReadExactly(content);
        var start = 8 + (int)BinaryPrimitives.ReadInt64LittleEndian(content);
        var header = System.Text.Json.JsonDocument.Parse(content.AsMemory(8, start - 8)).RootElement;
        foreach (
            var array in header.EnumerateObject().Where(
                one => one.Value.TryGetProperty("dtype", out var type) && type.GetString() is "F32" or "I64"))
        {
            var end = start + array.Value.GetProperty("data_offsets")[1].GetInt32();
            if (end == start) continue;
            var isReal = RealNumbers.Any(name => array.Name.EndsWith(name, StringComparison.Ordinal));
            if (array.Value.GetProperty("dtype").GetString() == "F32")
                BinaryPrimitives.WriteSingleLittleEndian(content.AsSpan(end - 4), float.NaN);
            else if (isReal) BinaryPrimitives.WriteDoubleLittleEndian(content.AsSpan(end - 8), double.NaN);
        }

        stream.Position = 0;
        stream.Write(content);
    }
}
