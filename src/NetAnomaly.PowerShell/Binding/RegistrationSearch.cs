using System.Management.Automation;
using NetAnomaly.Operations.Scheduling;

namespace NetAnomaly.PowerShell.Binding;

/// <summary>What is registered with the schedulers of this machine.</summary>
internal static class RegistrationSearch
{
    /// <summary>All registrations of a kind, or of all kinds; says what could not be asked.</summary>
    public static IReadOnlyList<(IScanScheduler Scheduler, AnomalyScanRegistration Found)> All(
        Cmdlet cmdlet, ScanScheduler kind, string? account)
    {
        var found = new List<(IScanScheduler, AnomalyScanRegistration)>();
        foreach (var scheduler in Schedulers(kind, account))
        {
            try
            {
                found.AddRange(scheduler.List().Select(one => (scheduler, one)));
            }
            catch (SchedulingException cause)
            {
                cmdlet.WriteError(SchedulingErrors.Of(cause, kind));
            }
        }

        return found;
    }

    private static IReadOnlyList<IScanScheduler> Schedulers(ScanScheduler kind, string? account) => kind switch
    {
        ScanScheduler.Auto => ScanSchedulers.Here(account),
        ScanScheduler.Systemd =>
            [ScanSchedulers.Of(kind, isUser: false, account), ScanSchedulers.Of(kind, isUser: true, account)],
        _ => [ScanSchedulers.Of(kind, isUser: false, account)],
    };
}
