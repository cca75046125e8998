using System.Management.Automation;
using NetAnomaly.Operations.Suppressions;
using NetAnomaly.PowerShell.Binding;

namespace NetAnomaly.PowerShell.Cmdlets;

/// <summary>Changes suppressions of a file: what is not given stays.</summary>
[Cmdlet(VerbsCommon.Set, "AnomalySuppression", SupportsShouldProcess = true)]
[OutputType(typeof(AnomalySuppression))]
public sealed class SetAnomalySuppressionCommand : SuppressionScopeCmdlet
{
    private SuppressionDocument? document;
    private readonly List<AnomalySuppression> changed = [];

    /// <summary>Which.</summary>
    [Parameter(Mandatory = true, Position = 1, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [ValidateNotNullOrEmpty]
    public string[] Id { get; set; } = [];

    /// <summary>Why this may happen.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? Reason { get; set; }

    /// <summary>From when on it hides nothing any more; UTC where it says no zone.</summary>
    [Parameter]
    public DateTime? Expires { get; set; }

    /// <summary>Who says so.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? Author { get; set; }

    /// <summary>Parts of the scope and the ceiling that are taken away.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    [ValidateSet(
        "HostAddress", "Network", "Pair", "Port", "Service", "Evidence", "Hours", "Pattern", "MaxConversationsPerDay",
        "MaxFlowsPerDay", "MaxBytesPerDay")]
    public string[] Clear { get; set; } = [];

    /// <inheritdoc/>
    protected override void OnRecord()
    {
        document ??= ReadFile();
        foreach (var id in Id)
        {
            if (document.Find(id) is not { } there)
            {
                WriteError(SuppressionErrors.NotFound(id, FilePath));
                continue;
            }

            var now = WithParts(Clear.Aggregate(there, Without)) with
            {
                Reason = Reason ?? there.Reason,
                Author = Author ?? there.Author,
                Expires = Expires is { } expires ? Utc(expires) : there.Expires,
            };
            if (Fault(now, isNewExpiry: Expires is not null) is { } fault)
            {
                WriteError(fault);
                continue;
            }

            if (!this.Agrees(FilePath, $"Change the suppression {there} to {now}")) continue;
            document = document.Replace(now);
            changed.Add(now);
        }
    }

    /// <inheritdoc/>
    protected override void OnEnd()
    {
        if (changed.Count == 0) return;
        WriteFile(document!);
        if (!PassThru) return;
        foreach (var suppression in changed) WriteObject(suppression);
    }

    private static AnomalySuppression Without(AnomalySuppression of, string part) => part.ToUpperInvariant() switch
    {
        "HOSTADDRESS" => of with { Host = null },
        "NETWORK" => of with { Network = null },
        "PAIR" => of with { Pair = null },
        "PORT" => of with { Ports = [] },
        "SERVICE" => of with { Service = null },
        "EVIDENCE" => of with { Evidence = [] },
        "HOURS" => of with { Hours = null, TimeZone = null },
        "PATTERN" => of with { Pattern = null },
        "MAXCONVERSATIONSPERDAY" => of with { MaxConversationsPerDay = null },
        "MAXFLOWSPERDAY" => of with { MaxFlowsPerDay = null },
        _ => of with { MaxBytesPerDay = null },
    };
}
