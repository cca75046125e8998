namespace NetAnomaly.Core.Scoring;

/// <summary>Decides over candidates that compete with each other.</summary>
internal interface IAlertPolicy
{
    /// <summary>Takes a candidate; decides it, or others, now or later.</summary>
    void Add(PendingAlert candidate);

    /// <summary>Decides all that still waits.</summary>
    /// <param name="tests">Conversations judged, candidates or not.</param>
    void Complete(long tests);
}
