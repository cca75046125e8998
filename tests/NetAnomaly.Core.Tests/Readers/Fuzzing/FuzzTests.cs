using System.Globalization;
using System.IO.Compression;
using System.Text;
using NetAnomaly.Core.Detectors;
using NetAnomaly.Flows.Files;
using NetAnomaly.Fuzzing.Mutation;
using NetAnomaly.Fuzzing.Targets;

namespace NetAnomaly.Core.Tests.Readers.Fuzzing;

/// <summary>
/// Every reader against damaged files of every format, the damages the same in each run: flows, rejects or the file's
/// error come out, in bounded time and memory. `dotnet build.cs fuzz` goes on where this stops.
/// NETANOMALY_FUZZ_ROUNDS sets how many damages each file gets, and NETANOMALY_FUZZ_SEED where they begin.
/// </summary>
[Collection(nameof(RunsAlone))]
public sealed class FuzzTests
{
    private const int Rounds = 8;

    // Enough of a file to reach every part of its reader, little enough for many rounds.
    private const int MaxContent = 24 * 1024;

    // What a file of this size may allocate in all, buffers and the dictionaries of packings included.
    private const long MaxAllocated = 512L << 20;
    private static readonly TimeSpan Hang = TimeSpan.FromMinutes(1);

    private static readonly int RoundsAsked = Setting("NETANOMALY_FUZZ_ROUNDS", Rounds);
    private static readonly int FirstSeed = Setting("NETANOMALY_FUZZ_SEED", 20260728);
    private static readonly Lazy<IReadOnlyDictionary<string, Seed>> Seeds = new(
        () => Seed.Of(Repository.File("")).Concat(Samples()).ToDictionary(seed => seed.Name, StringComparer.Ordinal));

    private readonly FlowTarget flows = new();
    private readonly ModelTarget models = new(new DetectorRegistry(CoreDetectors.Providers));
    private readonly HostMapTarget maps = new();

    public static TheoryData<string> Files => [.. Seeds.Value.Keys];

    [Theory]
    [MemberData(nameof(Files))]
    public async Task A_damaged_file_gives_flows_rejects_or_its_error(string name)
    {
        var seed = Seeds.Value[name];
        var format = FlowFormats.Find(seed.Format)?.Name;
        await Check(seed, seed.Content, format, name);
        for (var round = 0; round < RoundsAsked; round++)
        {
            var random = new Random(FirstSeed + round);
            var damaged = seed.Content is [0x50, 0x4b, ..] ? ZipParts.Mutate(seed.Content, seed.Content, random) : null;
            damaged ??= ContentMutator.Mutate(seed.Content, seed.Content, random);
            Checksums.Repair(damaged);
            await Check(seed, damaged, null, $"{name}, seed {FirstSeed + round}");
            if (format is not null) await Check(seed, damaged, format, $"{name} as {format}, seed {FirstSeed + round}");
        }

        // Damage of the packing itself.
        await Check(
            seed, ContentMutator.Mutate(TemporaryFile.Pack(Encoding.Latin1.GetString(seed.Content)), FirstSeed), null,
            $"{name}, packed");
    }

    [Theory]
    [MemberData(nameof(Files))]
    public async Task A_file_that_is_given_out_for_another_format_gives_flows_rejects_or_its_error(string name)
    {
        var seed = Seeds.Value[name];
        foreach (var format in FlowFormats.Names) await Check(seed, seed.Content, format, $"{name} as {format}");
    }

    [Fact]
    public void The_corpus_has_every_format() =>
        Assert.Empty(FlowFormats.Names.Except(Seeds.Value.Values.Select(seed => seed.Format)));

    private async Task Check(Seed seed, byte[] content, string? format, string what)
    {
        using var file = new TemporaryFile(content);
        IFuzzTarget target = seed.Format switch
        {
            ModelTarget.Name => models,
            HostMapTarget.Name => maps,
            _ => flows,
        };
        var before = GC.GetTotalAllocatedBytes();
        try
        {
            await Task.Run(() => target.Read(file.Path, format)).WaitAsync(Hang);
        }
        catch (FuzzFailure failure)
        {
            Assert.Fail($"{what}: {failure}");
        }

        var allocated = GC.GetTotalAllocatedBytes() - before;
        Assert.True(
            allocated < MaxAllocated,
            $"{what}: {allocated:N0} bytes were allocated for a file of {content.Length:N0}.");
    }

    private static IEnumerable<Seed> Samples() =>
        from name in Repository.SampleFiles()
        where !name.StartsWith("Fixtures", StringComparison.Ordinal)
        let content = Content(Repository.SampleFile(name))
        select new Seed(name, FlowFormats.Sniff(content)?.Name ?? "", content);

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
