using NetAnomaly.Core.Detection;
using NetAnomaly.Core.Detectors.Ledgers;

namespace NetAnomaly.Core.Detectors.Ensemble;

/// <summary>Gathers what sentences need of a window that a ledger has judged.</summary>
internal sealed class LedgerFindings
{
    private readonly LedgerModel ledger;
    private readonly LedgerScores found;
    private readonly double[] newDestinations;
    private readonly double[] newSources;
    private readonly double[] flows;
    private readonly double[] unanswered;

    /// <summary>The findings of a window.</summary>
    /// <param name="ledger">What judged it.</param>
    /// <param name="found">What it found.</param>
    /// <param name="rows">The conversations.</param>
    public LedgerFindings(LedgerModel ledger, LedgerScores found, ConversationSummary[] rows)
    {
        (this.ledger, this.found) = (ledger, found);
        var (clients, servers, isNew) = (found.Statistics.Clients, found.Statistics.Servers, found.Statistics.IsNew);
        newDestinations = clients.Sum(i => isNew[i] ? 1 : 0);
        newSources = servers.Sum(i => isNew[i] ? 1 : 0);
        flows = clients.Sum(i => rows[i].Traffic.Flows);
        unanswered = clients.Sum(i => rows[i].Traffic.Unanswered);
    }

    /// <summary>What was found of a conversation.</summary>
    /// <param name="row">Which.</param>
    public LedgerFacts Of(int row) => new()
    {
        Spoke = Spoke(row),
        Run = found.Runs[row],
        IsNewPair = found.Statistics.IsNew[row],
        Hosts = Hosts(row),
    };

    private HostCounts Hosts(int row)
    {
        var (clients, servers) = (found.Statistics.Clients, found.Statistics.Servers);
        var (client, server) = (clients.Of[row], servers.Of[row]);
        return new HostCounts(
            client < 0 ? 0 : clients.Rows(client), server < 0 ? 0 : servers.Rows(server),
            client < 0 ? 0 : (int)newDestinations[client], server < 0 ? 0 : (int)newSources[server],
            client < 0 ? 0 : (int)flows[client], client < 0 ? 0 : (int)unanswered[client]);
    }

    private uint Spoke(int row)
    {
        var (clients, servers) = (found.Statistics.Clients, found.Statistics.Servers);
        var spoke = 1u;
        if (clients.Of[row] >= 0) spoke |= 1u << (1 + (int)ContextKind.Source);
        if (servers.Of[row] >= 0) spoke |= 1u << (1 + (int)ContextKind.Destination);
        for (var kind = 0; kind < LedgerStatistics.Kinds; kind++)
        {
            var own = (LedgerEvidence)kind;
            if (LedgerModel.Speaks(
                own, found.Statistics.Values[kind][row], found.Statistics.IsNew[row], ledger.Scales[kind]))
                spoke |= 1u << LedgerFacts.IndexOf(own);
        }

        if (ledger.Scales[(int)LedgerEvidence.Together].Weight > 0)
            spoke |= 1u << LedgerFacts.IndexOf(LedgerEvidence.Together);
        if (found.Board[LedgerEvidence.Accumulation][row] > 0)
            spoke |= 1u << LedgerFacts.IndexOf(LedgerEvidence.Accumulation);
        return spoke;
    }
}
