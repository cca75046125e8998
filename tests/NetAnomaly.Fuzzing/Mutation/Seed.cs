using NetAnomaly.Flows;
using NetAnomaly.Flows.Files;
using NetAnomaly.Fuzzing.Targets;

namespace NetAnomaly.Fuzzing.Mutation;

/// <summary>
/// The corpus: what inputs are made of. The fixtures of the tests are used where they stand; what they lack is in
/// <c>tests/NetAnomaly.Fuzzing/Corpus</c>.
/// </summary>
/// <param name="Name">Its path in the repository.</param>
/// <param name="Format">The format it is read as, or the name of a target; archives and packed files go by their
/// packing.</param>
/// <param name="Content">Its beginning, long enough to reach every part of its reader.</param>
internal sealed record Seed(string Name, string Format, byte[] Content)
{
    private const int MostContent = 24 * 1024;
    private const int MostModel = 48 * 1024;

    private static readonly string[] Folders =
    [
        "tests/NetAnomaly.Core.Tests/Fixtures", "tests/NetAnomaly.Fuzzing/Corpus",
    ];

    /// <summary>Every seed of a repository.</summary>
    /// <param name="root">Where it lies.</param>
    public static IReadOnlyList<Seed> Of(string root) =>
    [
        .. Folders.SelectMany(folder => Paths(root, folder)).Select(path => Flows(root, path)),
        .. Paths(root, "tests/Fixtures").Where(path => path.EndsWith(".nam", StringComparison.Ordinal))
            .Select(path => new Seed(NameOf(root, path), ModelTarget.Name, File.ReadAllBytes(path)))
            .Where(seed => seed.Content.Length <= MostModel),
    ];

    private static IEnumerable<string> Paths(string root, string folder) =>
        Directory.EnumerateFiles(Path.Combine(root, folder), "*", SearchOption.AllDirectories)
            .Order(StringComparer.Ordinal);

    private static Seed Flows(string root, string path)
    {
        var content = File.ReadAllBytes(path);
        if (content.Length > MostContent) content = content[..MostContent];
        var isMap = Path.GetFileName(path).StartsWith("hostmap", StringComparison.Ordinal);
        return new Seed(NameOf(root, path), isMap ? HostMapTarget.Name : FormatOf(path, content), content);
    }

    private static string FormatOf(string path, byte[] content)
    {
        if (content is [(byte)'P', (byte)'A', (byte)'R', (byte)'1', ..]) return "Parquet";
        try
        {
            var known = FlowFile.Describe(path);
            return known.Packing == "none" ? known.Format : Capitalized(known.Packing);
        }
        catch (FlowFileException error)
        {
            return error.Fault == FlowFileFault.Encrypted ? "Zip" : "Csv";
        }
    }

    private static string Capitalized(string packing) =>
        string.Concat(packing.Split(' ').Select(word => char.ToUpperInvariant(word[0]) + word[1..]));

    private static string NameOf(string root, string path) => Path.GetRelativePath(root, path).Replace('\\', '/');
}
