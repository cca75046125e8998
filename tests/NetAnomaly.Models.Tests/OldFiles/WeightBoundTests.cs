using System.IO.Compression;
using NetAnomaly.Core.Detectors;
using NetAnomaly.Core.ModelFiles;
using Xunit;

namespace NetAnomaly.Models.Tests.OldFiles;

/// <summary>Weights beyond what a description allows are refused before they are unpacked.</summary>
public sealed class WeightBoundTests : IDisposable
{
    private readonly string path = Path.Combine(Path.GetTempPath(), $"{Guid.NewGuid():N}.nam");

    [Theory]
    [InlineData("clstm")]
    [InlineData("clstm-published")]
    [InlineData("clstm-classifier")]
    [InlineData("clstm-classifier-published")]
    [InlineData("bilstm")]
    [InlineData("bilstm-published")]
    [InlineData("bilstm-classifier")]
    [InlineData("bilstm-classifier-published")]
    [InlineData("transformer")]
    [InlineData("transformer-published")]
    [InlineData("transformer-classifier")]
    [InlineData("transformer-classifier-published")]
    public void More_weights_than_the_description_allows_are_not_unpacked(string name)
    {
        File.Copy(OldFile.PathOf(name), path);
        Lengthen("weights.safetensors", 1 << 28);
        var before = GC.GetAllocatedBytesForCurrentThread();
        var error = Assert.Throws<ModelFileException>(Load);
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 64 << 20);
        Assert.Contains("the most that it can hold", error.Message, StringComparison.Ordinal);
    }

    public void Dispose() => File.Delete(path);

    private void Load() =>
        ModelFile.Load(path, new DetectorRegistry([.. CoreDetectors.Providers, .. EmbeddedEngine.Providers])).Dispose();

    private void Lengthen(string entry, int length)
    {
        using var zip = ZipFile.Open(path, ZipArchiveMode.Update);
        zip.GetEntry(entry)!.Delete();
        using var stream = zip.CreateEntry(entry, CompressionLevel.Fastest).Open();
        var zeros = new byte[1 << 20];
        for (var written = 0; written < length; written += zeros.Length) stream.Write(zeros);
    }
}
