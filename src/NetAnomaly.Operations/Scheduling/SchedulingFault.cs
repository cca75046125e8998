namespace NetAnomaly.Operations.Scheduling;

/// <summary>Why a scan could not be registered, listed or unregistered.</summary>
internal enum SchedulingFault
{
    /// <summary>What was asked for is not possible.</summary>
    Invalid,

    /// <summary>The scheduler is not on this machine, or does not run.</summary>
    Missing,

    /// <summary>It may not be done.</summary>
    Denied,

    /// <summary>The scheduler gave an error.</summary>
    Failed,
}
