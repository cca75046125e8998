using System.IO.Enumeration;

namespace NetAnomaly.Core.Datasets;

/// <summary>
/// Which labels mean an anomaly. Patterns know <c>*</c> and <c>?</c> and ignore case. Immutable; not thread-safe.
/// </summary>
internal sealed class LabelRule
{
    // What the public captures call normal: CTU-13, CICIDS2017, IoT-23, ISCX, NSL-KDD, and our own samples.
    private static readonly string[] UsualNormal =
    [
        "", "-", "normal*", "benign*", "background*", "flow=normal*", "flow=from-normal*", "flow=to-normal*",
        "flow=background*", "flow=from-background*", "flow=to-background*", "unknown",
    ];
    private readonly IReadOnlyList<string>? anomalous;
    private readonly Dictionary<string, bool> known = new(StringComparer.Ordinal);

    /// <summary>A rule.</summary>
    /// <param name="anomalous">The patterns of anomalous labels; <see langword="null"/>: all but what public captures
    /// call normal.</param>
    public LabelRule(IReadOnlyList<string>? anomalous = null) => this.anomalous = anomalous;

    /// <summary>Whether a label means an anomaly.</summary>
    public bool IsAnomalous(string? label)
    {
        if (label is null) return false;
        if (known.TryGetValue(label, out var answer)) return answer;
        answer = anomalous is null ? !IsLike(UsualNormal, label) : IsLike(anomalous, label);
        known.Add(label, answer);
        return answer;
    }

    private static bool IsLike(IEnumerable<string> patterns, string label) =>
        patterns.Any(
            pattern => pattern.Length == 0
                ? label.Length == 0
                : FileSystemName.MatchesSimpleExpression(pattern, label, ignoreCase: true));
}
