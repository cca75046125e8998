using NetAnomaly.Core.Detection;
using NetAnomaly.Core.Scoring;

namespace NetAnomaly.Core.Services;

/// <summary>What is asked of a scan. Immutable.</summary>
/// <param name="Model">The model: trained and loaded; it stays the caller's.</param>
/// <param name="Policy">When a conversation is anomalous.</param>
internal sealed record ScanRequest(AnomalyModel Model, AlertPolicyOptions Policy)
{
    /// <summary>The name that the ids of results and incidents are unique in.</summary>
    public string Name { get; init; } = AnomalyResult.DefaultScan;

    /// <summary>
    /// What earlier scans with this model have gathered, for a scan of later traffic; changed by the scan.
    /// <see langword="null"/> begins without memory.
    /// </summary>
    public EvidenceState? State { get; init; }

    /// <summary>Whether results that are not anomalous are left out of reports.</summary>
    public bool AnomaliesOnly { get; init; }

    /// <summary>
    /// Windows without an anomaly that an incident outlasts; <see langword="null"/> where no incidents are wanted.
    /// </summary>
    public int? IncidentGap { get; init; }
}
