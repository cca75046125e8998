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
    /// <inheritdoc/>
    protected override void Accept()
    {
        WriteObject(EngineDoctor.Embedded());
        WriteObject(EngineDoctor.Torch(TorchRuntime.Shared), enumerateCollection: true);
    }
}
