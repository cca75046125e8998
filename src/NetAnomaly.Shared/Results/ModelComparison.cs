using System.Globalization;
using NetAnomaly.Internal;

namespace NetAnomaly;

/// <summary>What two models make of the same traffic. Immutable.</summary>
public sealed record ModelComparison
{
    /// <summary>The reference model: its file, or its name.</summary>
    public required string Reference { get; init; }

    /// <summary>The model that is compared with it.</summary>
    public required string Difference { get; init; }

    /// <summary>Start of the traffic, UTC.</summary>
    public required DateTime From { get; init; }

    /// <summary>End of the traffic, UTC.</summary>
    public required DateTime Until { get; init; }

    /// <summary>The incidents of either, by start; those of one host that overlap are one.</summary>
    public IReadOnlyList<ComparedIncident> Incidents { get; init => field = Indexable.Of(value); } =
        Indexable.None<ComparedIncident>();

    /// <summary>Counts of every 24 hours from the start.</summary>
    public IReadOnlyList<ComparedDay> Days { get; init => field = Indexable.Of(value); } =
        Indexable.None<ComparedDay>();

    /// <summary>Incidents that suppressions hide, of both models; they are not compared.</summary>
    public int Suppressed { get; init; }

    /// <summary>The drift of the reference model.</summary>
    public required ModelDrift ReferenceDrift { get; init; }

    /// <summary>The drift of the other model.</summary>
    public required ModelDrift DifferenceDrift { get; init; }

    /// <summary>The incidents that the reference model alone raises.</summary>
    public IReadOnlyList<ComparedIncident> ReferenceOnly => Of(RaisedBy.Reference);

    /// <summary>The incidents that the other model alone raises.</summary>
    public IReadOnlyList<ComparedIncident> DifferenceOnly => Of(RaisedBy.Difference);

    /// <summary>The incidents that both raise.</summary>
    public IReadOnlyList<ComparedIncident> Both => Of(RaisedBy.Both);

    /// <summary>The comparison on one line.</summary>
    public override string ToString() => VisibleText.Of(string.Create(
        CultureInfo.InvariantCulture,
        $"{From:yyyy-MM-dd HH:mm}Z to {Until:yyyy-MM-dd HH:mm}Z: {ReferenceOnly.Count:N0} incidents only of "
            + $"{Reference}, {DifferenceOnly.Count:N0} only of {Difference}, {Both.Count:N0} of both."));

    private IReadOnlyList<ComparedIncident> Of(RaisedBy by) =>
        Indexable.Of<ComparedIncident>([.. Incidents.Where(incident => incident.RaisedBy == by)]);
}
