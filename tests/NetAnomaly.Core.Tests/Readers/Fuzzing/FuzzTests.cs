using System.Globalization;
using System.IO.Compression;
using NetAnomaly.Flows;
using NetAnomaly.Fuzzing.Mutation;
using NetAnomaly.Flows.Files;

namespace NetAnomaly.Core.Tests.Readers.Fuzzing;

/// <summary>
/// Every format against damaged files of every format, the damages the same in each run: flows, rejects or the file's
/// error come out, in bounded memory. NETANOMALY_FUZZ_ROUNDS sets how many damages each file gets, and
/// NETANOMALY_FUZZ_SEED where they begin.
/// </summary>
[Collection(nameof(RunsAlone))]
public sealed class FuzzTests
{
    private const int Rounds = 12;

    // Enough of a file to reach every part of its reader, little enough for many rounds.
    private const int MaxContent = 24 * 1024;

    // What a file of this size may allocate in all, buffers included: an unpacked block of 16 MiB is the largest of
    // them.
    private const long MaxAllocated = 64L << 20;
    private static readonly TimeSpan Hang = TimeSpan.FromMinutes(1);

    private static readonly int RoundsAsked = Setting("NETANOMALY_FUZZ_ROUNDS", Rounds);
    private static readonly int FirstSeed = Setting("NETANOMALY_FUZZ_SEED", 20260728);

    public static TheoryData<string> Files => [.. Repository.SampleFiles()];

    [Theory]
    [MemberData(nameof(Files))]
    public async Task A_damaged_file_gives_flows_rejects_or_its_error(string name)
    {
        var content = Content(Repository.SampleFile(name));
        var format = FlowFormats.Sniff(content)?.Name;
        for (var round = 0; round < RoundsAsked; round++)
        {
            var damaged = ContentMutator.Mutate(content, FirstSeed + round);
            await Check(damaged, null, $"{name}, seed {FirstSeed + round}");
            if (format is not null) await Check(damaged, format, $"{name} as {format}, seed {FirstSeed + round}");
        }

        // Damage of the packing itself.
        await Check(
            ContentMutator.Mutate(TemporaryFile.Pack(System.Text.Encoding.Latin1.GetString(content)), FirstSeed), null,
            $"{name}, packed");
    }

    [Theory]
    [MemberData(nameof(Files))]
    public async Task A_file_that_is_given_out_for_another_format_gives_flows_rejects_or_its_error(string name)
    {
        var content = Content(Repository.SampleFile(name));
        foreach (var format in FlowFormats.Names) await Check(content, format, $"{name} as {format}");
    }

    private static async Task Check(byte[] content, string? format, string what)
    {
        using var file = new TemporaryFile(content);
        var before = GC.GetTotalAllocatedBytes();
        await Task.Run(() => Read(file, format, what)).WaitAsync(Hang);
        Assert.True(
            GC.GetTotalAllocatedBytes() - before < MaxAllocated,
            $"{what}: {GC.GetTotalAllocatedBytes() - before:N0} bytes were allocated for a file of "
                + $"{content.Length:N0}.");
    }

    private static void Read(TemporaryFile file, string? format, string what)
    {
        try
        {
            foreach (var flow in file.Flows(new FlowReadOptions { Format = format }))
            {
                Assert.True(
                    flow.SourceAddress.Length > 0 && flow.DestinationAddress.Length > 0
                        && flow.Protocol.Length > 0, what);
                Assert.True(
                    flow.Duration >= TimeSpan.Zero
                        && flow.Start.Ticks + flow.Duration.Ticks <= DateTime.MaxValue.Ticks, what);
            }
        }
        catch (FlowFileException error)
        {
            Assert.True(error.Remedy.Length > 0, what);
        }
        catch (Exception error) when (error is not Xunit.Sdk.IAssertionException)
        {
            Assert.Fail($"{what}: {error}");
        }

        Assert.All(
            file.Rejects.Rows,
            row => Assert.True(
                row.Line > 0 && row.Text.Length <= 500 && row.Reason.Length is > 0 and < 400, $"{what}: {row}"));
    }

    private static byte[] Content(string path)
    {
        using var file = File.OpenRead(path);
        using Stream stream = path.EndsWith(".gz", StringComparison.Ordinal)
            ? new GZipStream(file, CompressionMode.Decompress)
            : file;
        var content = new byte[MaxContent];
        return content[..stream.ReadAtLeast(content, content.Length, throwOnEndOfStream: false)];
    }

    private static int Setting(string name, int otherwise) =>
        int.TryParse(
            Environment.GetEnvironmentVariable(name), NumberStyles.None, CultureInfo.InvariantCulture,
            out var value) ? value : otherwise;
}
