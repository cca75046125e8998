using NetAnomaly.Core.Detection;
using NetAnomaly.Core.Detectors.Ledgers;
using static NetAnomaly.Core.Tests.Detection.Ledgers.LedgerRows;

namespace NetAnomaly.Core.Tests.Detection.Ledgers;

public sealed class EvidenceBoardTests
{
    [Fact]
    public void What_is_said_of_a_client_weighs_less_the_more_conversations_it_is_said_of()
    {
        // Client 1 opens one conversation, client 2 a hundred; client, server and pair look as strange in all of them.
        ConversationSummary[] rows = [Row(0, 1, 1000), .. Enumerable.Range(0, 100).Select(i => Row(0, 2, 2000 + i))];
        foreach (var (kind, paid) in new[]
        {
            (LedgerEvidence.FanOut, Math.Log(Math.Sqrt(100))), (LedgerEvidence.FanIn, 0),
            (LedgerEvidence.Regularity, 0),
        })
        {
            // That other weights of the client fall too changes the sum of weights a little.
            var total = Board(rows, kind, 20).Total();
            Assert.InRange(total[0] - total[1], paid - 0.2, paid);
        }
    }

    [Fact]
    public void A_host_s_own_judgement_does_not_pay_for_its_conversations()
    {
        ConversationSummary[] rows = [Row(0, 1, 1000), .. Enumerable.Range(0, 100).Select(i => Row(0, 2, 2000 + i))];
        var clients = HostGroups.Gather(rows, row => row.Source);
        var board = Board(rows, LedgerEvidence.FanOut, 20);
        var hosts = board.OfHosts(EvidenceRole.Client, clients, new double[rows.Length]);
        Assert.Equal(hosts[0], hosts[1], 9);
    }

    [Fact]
    public void Shares_and_scores_use_the_same_weights()
    {
        ConversationSummary[] rows = [Row(0, 1, 1000), Row(0, 2, 2000), Row(0, 2, 2001)];
        var board = Board(rows, LedgerEvidence.FanOut, 20);
        var (alone, shared) = (board.WeightsOf(0), board.WeightsOf(1));
        Assert.Equal(alone[(int)LedgerEvidence.FanOut] / Math.Sqrt(2), shared[(int)LedgerEvidence.FanOut], 12);
        Assert.Equal(alone[(int)LedgerEvidence.FanIn], shared[(int)LedgerEvidence.FanIn], 12);
    }

    private static EvidenceBoard Board(ConversationSummary[] rows, LedgerEvidence speaking, double evidence)
    {
        var own = new double[LedgerStatistics.Kinds][];
        for (var kind = 0; kind < own.Length; kind++)
        {
            own[kind] = new double[rows.Length];
            if (kind == (int)speaking) Array.Fill(own[kind], evidence);
        }

        return new EvidenceBoard([], own, HostGroups.Gather(rows, row => row.Source), perUnit: 1);
    }
}
