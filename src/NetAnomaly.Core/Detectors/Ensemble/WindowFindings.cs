namespace NetAnomaly.Core.Detectors.Ensemble;

/// <summary>What is counted of some conversations before anything is judged.</summary>
internal sealed class WindowFindings
{
    private WindowFindings(HostWindows sources, HostWindows destinations, bool[] isNew)
    {
        (Sources, Destinations, IsNew) = (sources, destinations, isNew);
        NewDestinations = sources.Sum(i => isNew[i] ? 1 : 0);
        NewSources = destinations.Sum(i => isNew[i] ? 1 : 0);
    }

    /// <summary>The conversations by who opened them.</summary>
    public HostWindows Sources { get; }

    /// <summary>The conversations by whom they were opened to.</summary>
    public HostWindows Destinations { get; }

    /// <summary>Which conversations are between hosts that had not spoken: [row].</summary>
    public bool[] IsNew { get; }

    /// <summary>New peers that each source met: [source's host-window].</summary>
    public double[] NewDestinations { get; }

    /// <summary>New peers that came to each destination: [destination's host-window].</summary>
    public double[] NewSources { get; }

    /// <summary>Counts.</summary>
    /// <param name="rows">Whole windows.</param>
    /// <param name="history">The past.</param>
    /// <param name="ofTraining">Whether the rows are part of that past, and each is to be left out of its own.</param>
    public static WindowFindings Of(IReadOnlyList<ContextRow> rows, TrainingHistory history, bool ofTraining) =>
        new(HostWindows.Gather(rows, row => row.Source), HostWindows.Gather(rows, row => row.Destination), [.. rows.Select(row => history.IsNew(row, ofTraining))]);
}
