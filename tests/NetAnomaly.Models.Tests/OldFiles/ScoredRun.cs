using System.Security.Cryptography;
using System.Text;
using NetAnomaly.Core.Detectors;
using NetAnomaly.Core.ModelFiles;
using NetAnomaly.Core.Scoring;

namespace NetAnomaly.Models.Tests.OldFiles;

/// <summary>What a model file says of the scanned days: of all conversations a digest, of some the numbers.</summary>
/// <param name="Conversations">How many were scored.</param>
/// <param name="Anomalies">How many of them are anomalous.</param>
/// <param name="Kept">Those whose numbers are kept: each with an attack, and of the others every twelfth.</param>
/// <param name="Digest">SHA-256 of every bit of all of them.</param>
internal sealed record ScoredRun(int Conversations, int Anomalies, IReadOnlyList<AnomalyResult> Kept, string Digest)
{
    private const int Every = 12;
    private const string Normal = "Normal";

    /// <summary>Loads a model file and scores, as users do.</summary>
    /// <param name="name">Which.</param>
    /// <param name="registry">The engine.</param>
    /// <param name="cancellation">Stops it.</param>
    public static ScoredRun Of(string name, DetectorRegistry registry, CancellationToken cancellation)
    {
        using var model = ModelFile.Load(OldFile.PathOf(name), registry);
        var scorer = new ThresholdScan(model, AnomalyThreshold.Default);
        var results = scorer.Score(OldFile.Scan(model.Spec), cancellation).ToArray();
        var kept = results.Where((result, at) => at % Every == 0 || result.Labels.Any(label => label != Normal));
        return new ScoredRun(results.Length, results.Count(result => result.IsAnomaly), [.. kept], DigestOf(results));
    }

    private static string DigestOf(IEnumerable<AnomalyResult> results)
    {
        using var content = new MemoryStream();
        using var writer = new BinaryWriter(content, Encoding.UTF8);
        foreach (var result in results)
        {
            writer.Write(BitConverter.DoubleToInt64Bits(result.Score));
            writer.Write(BitConverter.DoubleToInt64Bits(result.PValue));
            writer.Write((int)result.PValueKind);
            writer.Write(result.IsAnomaly);
            writer.Write(result.Predicted ?? "");
        }

        writer.Flush();
        return Convert.ToHexStringLower(SHA256.HashData(content.GetBuffer().AsSpan(0, (int)content.Length)));
    }
}
