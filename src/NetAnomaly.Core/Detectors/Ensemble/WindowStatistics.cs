using NetAnomaly.Core.Detectors.Ledgers;
using NetAnomaly.Core.Detection;
namespace NetAnomaly.Core.Detectors.Ensemble;

/// <summary>What is counted of some conversations before anything is judged.</summary>
internal sealed class WindowStatistics
{
    private WindowStatistics(HostGroups sources, HostGroups destinations, bool[] isNew)
    {
        (Sources, Destinations, IsNew) = (sources, destinations, isNew);
        NewDestinations = sources.Sum(i => isNew[i] ? 1 : 0);
        NewSources = destinations.Sum(i => isNew[i] ? 1 : 0);
    }

    /// <summary>The conversations by who opened them.</summary>
    public HostGroups Sources { get; }

    /// <summary>The conversations by whom they were opened to.</summary>
    public HostGroups Destinations { get; }

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
    public static WindowStatistics Of(IReadOnlyList<ConversationSummary> rows, PairHistory history, bool ofTraining) =>
        new(
            HostGroups.Gather(rows, row => row.Source), HostGroups.Gather(rows, row => row.Destination),
            [.. rows.Select(row => history.IsNew(row, ofTraining))]);
}
