using System.Management.Automation;
using NetAnomaly.Core.Engines;
using NetAnomaly.Core.Engines.Loading;
using NetAnomaly.PowerShell.Bases;

namespace NetAnomaly.PowerShell.Cmdlets;

/// <summary>The doctor: which engines there are, on what they compute, what is wrong with them and what to do about it.</summary>
[Cmdlet(VerbsCommon.Get, "AnomalyEngine")]
[OutputType(typeof(AnomalyEngine))]
public sealed class GetAnomalyEngineCommand : CancellableCmdlet
{
    /// <summary>Only these engines.</summary>
    [Parameter(Position = 0)]
    [ValidateSet(nameof(EngineName.Embedded), nameof(EngineName.Torch))]
    public EngineName[] Name { get; set; } = [EngineName.Embedded, EngineName.Torch];

    /// <inheritdoc/>
    protected override void Accept()
    {
        if (Name.Contains(EngineName.Embedded)) WriteObject(EngineDoctor.Embedded());
        if (Name.Contains(EngineName.Torch)) WriteObject(EngineDoctor.Torch(TorchRuntime.Shared), enumerateCollection: true);
    }
}
