namespace NetAnomaly;

/// <summary>
/// What one source of evidence says of a conversation: a member of an ensemble, or what the conversations around it
/// show.
/// </summary>
/// <param name="Name">The source of evidence.</param>
/// <param name="PValue">Its p-value; below what calibration can show, that of an exponential tail.</param>
/// <param name="Share">Its share in the verdict, 0 to 1; the shares add up to 1.</param>
public readonly record struct Evidence(string Name, double PValue, double Share)
{
    /// <summary>
    /// Whom it is about: the pair that speaks, or one of its hosts; <see langword="null"/> where results were made
    /// otherwise.
    /// </summary>
    public Subject? About { get; init; }
}
