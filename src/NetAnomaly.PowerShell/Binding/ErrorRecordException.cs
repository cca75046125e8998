using System.Management.Automation;

namespace NetAnomaly.PowerShell.Binding;

/// <summary>Carries a finished error record to the cmdlet that knows whether it ends the pipeline.</summary>
internal sealed class ErrorRecordException(ErrorRecord error) : Exception(error.Exception.Message, error.Exception)
{
    public ErrorRecord ErrorRecord { get; } = error;
}
