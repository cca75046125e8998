using System.Management.Automation;
using NetAnomaly.Operations.Scheduling;

namespace NetAnomaly.PowerShell.Binding;

/// <summary>The errors of registrations.</summary>
internal static class SchedulingErrors
{
    public static ErrorRecord Of(SchedulingException cause, object? target)
    {
        var (id, category) = cause.Fault switch
        {
            SchedulingFault.Invalid => (ErrorIds.ScanRegistrationInvalid, ErrorCategory.InvalidArgument),
            SchedulingFault.Missing => (ErrorIds.SchedulerMissing, ErrorCategory.NotInstalled),
            SchedulingFault.Denied => (ErrorIds.SchedulerAccessDenied, ErrorCategory.PermissionDenied),
            _ => (ErrorIds.SchedulerFailed, ErrorCategory.InvalidResult),
        };
        return ErrorFactory.Make(cause, id, category, target, cause.Remedy);
    }

    public static ErrorRecord Exists(string name, ScanScheduler kind) => ErrorFactory.Make(
        new ArgumentException($"A scan '{name}' is registered already ({kind}), and differs from this one."),
        ErrorIds.ScanRegistrationExists, ErrorCategory.ResourceExists, name,
        "Give -Force to replace it, or another -Name. Get-AnomalyScan shows it.");

    public static ErrorRecord NotFound(string name) => ErrorFactory.Make(
        new ItemNotFoundException($"No scan '{name}' is registered."), ErrorIds.ScanRegistrationNotFound,
        ErrorCategory.ObjectNotFound, name,
        "Get-AnomalyScan lists them; those in a crontab of somebody else with -Account.");
}
