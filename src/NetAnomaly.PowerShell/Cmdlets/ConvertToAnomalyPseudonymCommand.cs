using System.Management.Automation;
using NetAnomaly.Operations.Assets;
using NetAnomaly.PowerShell.Binding;

namespace NetAnomaly.PowerShell.Cmdlets;

/// <summary>Replaces addresses and names in results, incidents and alerts by stable tokens.</summary>
[Cmdlet(VerbsData.ConvertTo, "AnomalyPseudonym", DefaultParameterSetName = HideSet, SupportsShouldProcess = true)]
[OutputType(
    typeof(AnomalyResult), typeof(AnomalyIncident), typeof(AnomalyAlert), ParameterSetName = [HideSet])]
[OutputType(typeof(HostPseudonym), ParameterSetName = [RevealSet])]
public sealed class ConvertToAnomalyPseudonymCommand : CancellableCmdlet
{
    private const string HideSet = "Hide";
    private const string RevealSet = "Reveal";

    private readonly HashSet<string> revealed = new(StringComparer.Ordinal);
    private Pseudonyms? pseudonyms;
    private Pseudonymizer? pseudonymizer;
    private AssetTable? assets;

    /// <summary>The file of the key; it is made where there is none.</summary>
    [Parameter(Mandatory = true, Position = 0)]
    [ValidateNotNullOrEmpty]
    public string KeyPath { get; set; } = "";

    /// <summary>Results, incidents or alerts; to reveal tokens, also addresses.</summary>
    [Parameter(Mandatory = true, ValueFromPipeline = true)]
    [ValidateNotNull]
    public PSObject? InputObject { get; set; }

    /// <summary>An asset table, whose names are replaced in texts too.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? AssetPath { get; set; }

    /// <summary>Networks of the house beside those that are not routed.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string[] InnerNetwork { get; set; } = [];

    /// <summary>Tells which of the hosts that come in these tokens stand for; wildcards are allowed.</summary>
    [Parameter(Mandatory = true, ParameterSetName = RevealSet)]
    [ValidateNotNullOrEmpty]
    [SupportsWildcards]
    public string[] Reveal { get; set; } = [];

    /// <inheritdoc/>
    protected override void OnBegin()
    {
        var inner = InnerNetwork.Select(Network).ToArray();
        if (AssetPath is not null) assets = AssetArgument.Read(this, AssetPath);
        if (AssetArgument.Key(this, KeyPath, mayMake: ParameterSetName == HideSet) is not { } key) return;
        pseudonyms = new Pseudonyms(key, inner);
        pseudonymizer = new Pseudonymizer(pseudonyms, assets);
    }

    /// <inheritdoc/>
    protected override void OnRecord()
    {
        Cancellation.ThrowIfCancellationRequested();
        if (pseudonyms is null) return;
        foreach (var input in ObjectForm.Elements(InputObject) ?? [InputObject!])
        {
            var item = PSObject.AsPSObject(input ?? "");
            try
            {
                if (ParameterSetName == RevealSet) Tell(item);
                else WriteObject(Hide(item));
            }
            catch (FormException cause)
            {
                WriteError(ErrorFactory.NotIncidents(cause, item.BaseObject));
            }
        }
    }

    private object Hide(PSObject item) =>
        item.BaseObject is AnomalyAlert alert ? pseudonymizer!.Of(alert)
        : IncidentReader.IsAlert(item) || IncidentReader.Is(item) ? pseudonymizer!.Of(IncidentReader.Read(item))
        : pseudonymizer!.Of(ResultReader.Result(item));

    private void Tell(PSObject item)
    {
        IEnumerable<string> hosts = item.BaseObject is string host ? [host]
            : IncidentReader.IsAlert(item) || IncidentReader.Is(item) ? OriginalHosts.Of(IncidentReader.Read(item))
            : OriginalHosts.Of(ResultReader.Result(item));
        foreach (var original in hosts.Order(StringComparer.Ordinal))
        {
            var token = pseudonyms!.OfHost(original);
            if (Reveal.Any(pattern => WildcardPattern.Get(pattern, WildcardOptions.IgnoreCase).IsMatch(token))
                && revealed.Add(original)) WriteObject(new HostPseudonym(token, original));
        }
    }

    private AddressRange Network(string text)
    {
        if (AddressRange.Parse(text) is { } range) return range;
        ThrowTerminatingError(ErrorFactory.Make(
            new ArgumentException($"-InnerNetwork: '{text}' is no network such as 203.0.113.0/24."),
            ErrorIds.AssetTableInvalid, ErrorCategory.InvalidArgument, text, "Write it as CIDR."));
        throw new InvalidOperationException();
    }
}
