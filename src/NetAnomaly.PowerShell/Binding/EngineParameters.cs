using System.Management.Automation;
using NetAnomaly.Core.Engines;

namespace NetAnomaly.PowerShell.Binding;

/// <summary>From -Engine, -Device and -Precision to what is asked of the engines.</summary>
internal static class EngineParameters
{
    /// <summary>What is asked for; ends the cmdlet where it makes no sense.</summary>
    public static EngineRequest Request(PSCmdlet cmdlet, EngineName engine, string device, EnginePrecision precision)
    {
        try
        {
            return new EngineRequest
            {
                Engine = engine, Device = device, Precision = precision,
                NamesPrecision = cmdlet.MyInvocation.BoundParameters.ContainsKey("Precision"),
            };
        }
        catch (ArgumentException cause)
        {
            cmdlet.ThrowTerminatingError(ErrorFactory.EngineOption(cause, device));
            throw;
        }
    }
}
