using System.Management.Automation;
using NetAnomaly.Core.Scoring;

namespace NetAnomaly.PowerShell.Binding;

/// <summary>From -Threshold, -MaxPValue, -AlertBudget and -FalseDiscoveryRate to what is asked of verdicts.</summary>
internal static class VerdictArguments
{
    /// <summary>The rule; ends the cmdlet where the parameters make no sense together.</summary>
    public static AlertPolicyOptions Rule(
        PSCmdlet cmdlet, double? threshold, double? maxPValue, AlertBudget? budget, double? falseDiscoveryRate)
    {
        try
        {
            return AlertPolicyOptions.Of(threshold, maxPValue, budget, falseDiscoveryRate);
        }
        catch (ArgumentException cause)
        {
            cmdlet.ThrowTerminatingError(ErrorFactory.VerdictOption(cause));
            throw;
        }
    }
}
