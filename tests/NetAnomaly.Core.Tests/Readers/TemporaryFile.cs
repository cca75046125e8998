using System.IO.Compression;
using System.Text;
using NetAnomaly.Flows;
using NetAnomaly.Flows.Files;

namespace NetAnomaly.Core.Tests.Readers;

/// <summary>A file that lives as long as the test.</summary>
internal sealed class TemporaryFile : IDisposable
{
    public TemporaryFile(byte[] content)
    {
        Path = System.IO.Path.Combine(System.IO.Path.GetTempPath(), $"netanomaly-{Guid.NewGuid():N}.flows");
        File.WriteAllBytes(Path, content);
    }

    public TemporaryFile(string content)
        : this(Encoding.UTF8.GetBytes(content))
    {
    }

    public string Path { get; }

    public RejectList Rejects { get; } = new();

    public static byte[] Pack(string content)
    {
        using var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.Fastest)) gzip.Write(Encoding.UTF8.GetBytes(content));
        return packed.ToArray();
    }

    /// <summary>Reads text as a file of flows; the rejects are collected.</summary>
    public static (List<FlowRecord> Flows, List<RejectedRow> Rejects) Read(
        string content, FlowReadOptions? options = null)
    {
        using var file = new TemporaryFile(content);
        return ([.. file.Flows(options)], file.Rejects.Rows);
    }

    /// <summary>Reads on until an error, and gives what came before it.</summary>
    public (List<FlowRecord> Flows, FlowFileException Error) ReadUntilError(FlowReadOptions? options = null)
    {
        var flows = new List<FlowRecord>();
        var error = Assert.Throws<FlowFileException>(() =>
        {
            foreach (var flow in Flows(options)) flows.Add(flow);
        });
        Assert.Equal(Path, error.Path);
        Assert.Contains(Path, error.Message, StringComparison.Ordinal);
        Assert.NotEmpty(error.Remedy);
        return (flows, error);
    }

    public IEnumerable<FlowRecord> Flows(FlowReadOptions? options = null) =>
        FlowFile.Read(Path, options ?? new FlowReadOptions(), Rejects, TestContext.Current.CancellationToken);

    public void Dispose() => File.Delete(Path);
}
