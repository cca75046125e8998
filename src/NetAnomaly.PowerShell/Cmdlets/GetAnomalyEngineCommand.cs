using System.Management.Automation;
using NetAnomaly.Core.Engines.Packs;
using NetAnomaly.Models;
using NetAnomaly.PowerShell.Binding;

namespace NetAnomaly.PowerShell.Cmdlets;

/// <summary>
/// The doctor: which engines there are, on what they compute, what is wrong with them and what to do about it.
/// </summary>
[Cmdlet(VerbsCommon.Get, "AnomalyEngine")]
[OutputType(typeof(AnomalyEngine))]
public sealed class GetAnomalyEngineCommand : CancellableCmdlet
{
    /// <summary>Only these engines.</summary>
    [Parameter(Position = 0)]
    [ValidateSet(nameof(EngineName.Embedded), nameof(EngineName.Torch))]
    public EngineName[] Name { get; set; } = [EngineName.Embedded, EngineName.Torch];

    /// <summary>
    /// Tests every device of the engines in every precision on problems whose answers are known, also where that was
    /// done before.
    /// </summary>
    [Parameter]
    public SwitchParameter Check { get; set; }

    /// <inheritdoc/>
    protected override void OnRecord()
    {
        if (Name.Contains(EngineName.Embedded))
        {
            WriteObject(EngineDiagnostics.Embedded(Check ? EmbeddedEngine.SelfTest() : null));
        }

        if (Name.Contains(EngineName.Torch))
        {
            WriteObject(EngineDiagnostics.Torch(Engines.Torch, Check), enumerateCollection: true);
        }
    }
}
