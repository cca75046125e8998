using System.Globalization;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Text.Json;

namespace NetAnomaly.Models.Tests.OldFiles;

/// <summary>
/// What version 0.1.0 said of the scanned days, in scores.json: of one machine the numbers, of this and others a digest
/// of all bits. Where there is a digest of the machine, every bit must be as it was; elsewhere scores lie within
/// <see cref="Tolerance"/>, p-values too but for one in a hundred, and verdicts are the same.
/// </summary>
/// <param name="Conversations">How many conversations were scored.</param>
/// <param name="Anomalies">How many of them were anomalous.</param>
/// <param name="Machine">Of which engine on which machine the numbers are.</param>
/// <param name="Scores">The scores of those that are kept, in base 64: 8 bytes each, little endian.</param>
/// <param name="PValues">Their p-values, likewise.</param>
/// <param name="Verdicts">Whether they were anomalous, a character each.</param>
/// <param name="Digests">The digests, by engine and machine.</param>
internal sealed record GoldenRun(
    int Conversations,
    int Anomalies,
    string Machine,
    string Scores,
    string PValues,
    string Verdicts,
    SortedDictionary<string, string> Digests)
{
    /// <summary>How far numbers may lie apart without a digest; of scores above 1, this share of them.</summary>
    public const double Tolerance = 1e-4;

    // A p-value is a count of calibration scores: where a score lies next to one, a last digit makes a whole step.
    private const int OneStepIn = 100;

    private const char Anomalous = '!';
    private const char Usual = '.';

    private static readonly JsonSerializerOptions Json =
        new() { WriteIndented = true, NewLine = "\n", PropertyNamingPolicy = JsonNamingPolicy.CamelCase };

    /// <summary>Whether the file is written: the environment variable NETANOMALY_GOLDEN is <c>write</c>.</summary>
    public static bool IsWritten => Environment.GetEnvironmentVariable("NETANOMALY_GOLDEN") == "write";

    /// <summary>
    /// The embedded engine on this machine: all that its bits hang on. Mathematical functions are of the system; the
    /// number of threads changes nothing.
    /// </summary>
    public static string EmbeddedHere { get; } = string.Create(
        CultureInfo.InvariantCulture, $"Embedded/Vector{Width}/{SystemName}-{RuntimeInformation.ProcessArchitecture}");

    private static string ScoresPath => Path.Combine(OldFile.Folder, "scores.json");

    // As the engine chooses its kernels.
    private static int Width =>
        Vector512.IsHardwareAccelerated ? 512
        : Vector256.IsHardwareAccelerated ? 256
        : Vector128.IsHardwareAccelerated ? 128
        : 0;

    private static string SystemName =>
        OperatingSystem.IsWindows() ? "Windows"
        : OperatingSystem.IsLinux() ? "Linux"
        : OperatingSystem.IsMacOS() ? "MacOS"
        : "Other";

    /// <summary>What differs from a pinned run; nothing where all is as it was.</summary>
    /// <param name="name">The model.</param>
    /// <param name="run">The run to be judged.</param>
    /// <param name="machine">Its engine and machine.</param>
    public static string? Difference(string name, ScoredRun run, string machine)
    {
        if (!Read().TryGetValue(name, out var pinned)) return $"{name}: scores.json knows no such model.";
        return pinned.Difference(run, machine) is { } difference ? $"{name} on {machine}: {difference}" : null;
    }

    /// <summary>
    /// Pins a run. On the machine that the numbers are of, and where there were none: the numbers too, and no other
    /// digest outlives a change of them.
    /// </summary>
    public static void Write(string name, ScoredRun run, string machine)
    {
        var all = Read();
        var (made, was) = (Of(run, machine), all.GetValueOrDefault(name));
        if (was is not null && was.Machine != machine)
        {
            var difference = was.Beyond(run);
            if (difference is not null)
            {
                throw new InvalidOperationException($"{name}: pin it on {was.Machine} first; {difference}");
            }

            made = was;
        }
        else if (was is not null && made.Numbers == was.Numbers)
        {
            made = was;
        }

        made.Digests[machine] = run.Digest;
        all[name] = made;
        File.WriteAllText(ScoresPath, JsonSerializer.Serialize(all, Json) + "\n");
    }

    private (int, int, string, string, string) Numbers => (Conversations, Anomalies, Scores, PValues, Verdicts);

    private static GoldenRun Of(ScoredRun run, string machine) => new(
        run.Conversations,
        run.Anomalies,
        machine,
        Text(run.Kept.Select(result => result.Score)),
        Text(run.Kept.Select(result => result.PValue)),
        string.Concat(run.Kept.Select(result => result.IsAnomaly ? Anomalous : Usual)),
        new(StringComparer.Ordinal));

    private static SortedDictionary<string, GoldenRun> Read() => File.Exists(ScoresPath)
        ? JsonSerializer.Deserialize<SortedDictionary<string, GoldenRun>>(File.ReadAllText(ScoresPath), Json)!
        : new(StringComparer.Ordinal);

    private string? Difference(ScoredRun run, string machine)
    {
        if (!Digests.TryGetValue(machine, out var digest))
        {
            return Beyond(run) is { } beyond ? $"further from version 0.1.0 than {Tolerance}: {beyond}" : null;
        }

        if (digest == run.Digest) return null;
        var foreign = machine == Machine ? "" : $" (the numbers are of {Machine}, where the last digits may be others)";
        var found = Compare(run, 0) ?? "none of those whose numbers are pinned differs, but another does";
        return $"not bit for bit what version 0.1.0 computed{foreign}: {found}";
    }

    private string? Beyond(ScoredRun run) => Compare(run, Tolerance);

    private string? Compare(ScoredRun run, double tolerance)
    {
        if (run.Conversations != Conversations) return $"{run.Conversations} conversations, not {Conversations}";
        var steps = tolerance > 0 ? run.Kept.Count / OneStepIn : 0;
        var verdicts = run.Kept.Zip(Verdicts).Count(pair => pair.First.IsAnomaly != (pair.Second == Anomalous));
        string?[] found =
        [
            Apart("scores", run, result => result.Score, Doubles(Scores), tolerance, 0),
            Apart("p-values", run, result => result.PValue, Doubles(PValues), tolerance, steps),
            verdicts > 0 ? $"{verdicts} of {Verdicts.Length} verdicts are others" : null,
            run.Anomalies != Anomalies ? $"{run.Anomalies} of all conversations are anomalous, not {Anomalies}" : null,
        ];
        return found.Any(text => text is not null) ? string.Join("; ", found.Where(text => text is not null)) : null;
    }

    private static string? Apart(
        string what, ScoredRun run, Func<AnomalyResult, double> value, double[] then, double tolerance, int spared)
    {
        if (then.Length != run.Kept.Count) return $"{run.Kept.Count} {what} are kept, not {then.Length}";
        var pairs = run.Kept.Select((result, at) => (Result: result, Is: value(result), Was: then[at]));
        var apart = pairs.Where(each => !IsNear(each.Is, each.Was, tolerance)).ToArray();
        if (apart.Length <= spared) return null;
        var (worst, now, was) = apart.MaxBy(each => Math.Abs(each.Is - each.Was));
        var where = $"{worst.WindowStart:yyyy-MM-dd HH:mm} {worst.SourceAddress} - {worst.DestinationAddress}";
        var most = string.Create(CultureInfo.InvariantCulture, $"{Math.Abs(now - was):g3} at most");
        var pair = string.Create(CultureInfo.InvariantCulture, $"{now:r}, was {was:r}");
        return $"{apart.Length} of {then.Length} {what} differ, by {most} ({where}: {pair})";
    }

    private static bool IsNear(double now, double was, double tolerance) =>
        tolerance == 0 ? BitConverter.DoubleToInt64Bits(now) == BitConverter.DoubleToInt64Bits(was)
        : now.Equals(was) || Math.Abs(now - was) <= tolerance * Math.Max(1, Math.Abs(was));

    private static string Text(IEnumerable<double> numbers) =>
        Convert.ToBase64String(MemoryMarshal.AsBytes<double>(numbers.ToArray()));

    private static double[] Doubles(string text) =>
        [.. MemoryMarshal.Cast<byte, double>(Convert.FromBase64String(text))];
}
