namespace NetAnomaly;

/// <summary>
/// What decides the shape of one kind of detector; each architecture has a record of its own. Immutable.
/// </summary>
public abstract record DetectorOptions;
