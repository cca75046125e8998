using System.Globalization;
using NetAnomaly.Internal;

namespace NetAnomaly;

/// <summary>
/// What is told of an incident at one time: a receiver that keeps the highest version of every id knows all that is to
/// be known, however often and in whatever order alerts reach it. Immutable.
/// </summary>
public sealed record AnomalyAlert
{
    /// <summary>The incident's id.</summary>
    public string Id => Incident.Id;

    /// <summary>1 for the first alert of the incident, one more for each that follows.</summary>
    public int Version { get; init; } = 1;

    /// <summary>Whether the incident is new, has changed or is withdrawn.</summary>
    public AlertAction Action { get; init; }

    /// <summary>When this version was made, UTC.</summary>
    public required DateTime Time { get; init; }

    /// <summary>The incident as it is known at <see cref="Time"/>.</summary>
    public required AnomalyIncident Incident { get; init; }

    /// <summary>The alert on one line.</summary>
    public override string ToString() => VisibleText.Of(
        string.Create(CultureInfo.InvariantCulture, $"{Action} (version {Version}) {Incident}"));
}
