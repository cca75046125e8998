namespace NetAnomaly.Operations.Scheduling;

/// <summary>What is there of a registration.</summary>
internal enum RegistrationState
{
    /// <summary>Nothing.</summary>
    Absent,

    /// <summary>One of this name that differs.</summary>
    Different,

    /// <summary>All of it.</summary>
    Same,
}
