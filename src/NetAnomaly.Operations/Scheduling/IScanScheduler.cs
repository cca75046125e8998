namespace NetAnomaly.Operations.Scheduling;

/// <summary>A scheduler of an operating system.</summary>
internal interface IScanScheduler
{
    /// <summary>Where the settings of a scan lie.</summary>
    string SettingsPath(string name);

    /// <summary>What registering a scan creates; nothing is created yet.</summary>
    /// <exception cref="SchedulingException">The scheduler cannot do it.</exception>
    RegistrationPlan Plan(ScanJob job);

    /// <summary>Whether what a plan creates is there already.</summary>
    /// <exception cref="SchedulingException">The scheduler does not answer.</exception>
    RegistrationState Compare(RegistrationPlan plan);

    /// <summary>Registers a scan; replaces one of its name.</summary>
    /// <exception cref="SchedulingException">It cannot be registered; then nothing has changed.</exception>
    void Register(RegistrationPlan plan);

    /// <summary>What is registered.</summary>
    /// <exception cref="SchedulingException">The scheduler does not answer.</exception>
    IReadOnlyList<AnomalyScanRegistration> List();

    /// <summary>Removes a registration and its settings.</summary>
    /// <exception cref="SchedulingException">It cannot be removed.</exception>
    void Unregister(AnomalyScanRegistration registration);
}
