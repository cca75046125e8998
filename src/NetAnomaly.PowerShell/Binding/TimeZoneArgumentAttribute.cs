using System.Management.Automation;
using NetAnomaly.Flows;

namespace NetAnomaly.PowerShell.Binding;

/// <summary>Lets a zone be given by its name, by an offset, or as <c>Get-TimeZone</c> gives it.</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class TimeZoneArgumentAttribute : ArgumentTransformationAttribute
{
    /// <inheritdoc/>
    public override object? Transform(EngineIntrinsics engineIntrinsics, object? inputData)
    {
        var bare = inputData is PSObject wrapped ? wrapped.BaseObject : inputData;
        if (bare is not string name) return bare;
        try
        {
            return FlowTextOptions.Zone(name);
        }
        catch (ArgumentException cause)
        {
            throw new ArgumentTransformationMetadataException(cause.Message, cause);
        }
    }
}
