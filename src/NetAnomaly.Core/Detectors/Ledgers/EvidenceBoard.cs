using NetAnomaly.Core.Statistics;

namespace NetAnomaly.Core.Detectors.Ledgers;

/// <summary>All evidence about some conversations, with its weights.</summary>
internal sealed class EvidenceBoard
{
    private readonly double[][] evidence;
    private readonly double[] weights;
    private readonly double[] hostWeights;
    private readonly EvidenceRole[] roles;
    private readonly double[] perClient;
    private readonly int given;
    private readonly int rows;

    /// <summary>A board.</summary>
    /// <param name="given">Evidence that others found.</param>
    /// <param name="own">−ln p of the kinds that are told from conversations, by kind and conversation.</param>
    /// <param name="clients">The conversations by client.</param>
    /// <param name="perUnit">Conversations for each unit of calibration.</param>
    public EvidenceBoard(IReadOnlyList<GivenEvidence> given, double[][] own, HostGroups clients, double perUnit)
    {
        (this.given, rows) = (given.Count, clients.Of.Length);
        perClient = Array.ConvertAll(clients.Of, client => client < 0 ? 1 : 1 / Math.Sqrt(clients.Rows(client)));
        var later = Enumerable.Range(0, EvidenceRules.Kinds.Length - own.Length).Select(_ => new double[rows]);
        evidence = [.. given.Select(kind => kind.Values), .. own, .. later];
        weights =
        [
            .. given.Select(kind => kind.Weight),
            .. EvidenceRules.Kinds.Select(kind => EvidenceRules.WeightOf(kind, perUnit)),
        ];
        hostWeights =
        [
            .. given.Select(kind => kind.Weight),
            .. EvidenceRules.Kinds.Select(kind => EvidenceRules.HostWeightOf(kind, perUnit)),
        ];
        roles = [.. given.Select(kind => kind.Role), .. EvidenceRules.Kinds.Select(EvidenceRules.RoleOf)];
    }

    /// <summary>
    /// Weights of what was given, then of the own kinds, in what is said of one conversation. What is said of its
    /// client is said of all conversations of that client at once: each pays the root of how many they are, or one busy
    /// host stands before all others.
    /// </summary>
    public double[] WeightsOf(int row)
    {
        var own = new double[weights.Length];
        for (var kind = 0; kind < own.Length; kind++) own[kind] = Weight(kind, row);
        return own;
    }

    /// <summary>−ln p of one kind.</summary>
    public double[] this[LedgerEvidence kind] => evidence[given + (int)kind];

    /// <summary>−ln p of all evidence about one conversation, in the order of <see cref="WeightsOf"/>.</summary>
    public double[] Of(int row) => Array.ConvertAll(evidence, kind => kind[row]);

    /// <summary>What all kinds but those that are made of others say beyond the usual, added up.</summary>
    public double[] Sums()
    {
        var sums = new double[rows];
        for (var kind = 0; kind < given + (int)LedgerEvidence.Together; kind++)
        {
            for (var i = 0; i < rows; i++) sums[i] += Math.Max(evidence[kind][i] - 1, 0);
        }

        return sums;
    }

    /// <summary>−ln p of what is about the pair of each conversation, but for what has added up.</summary>
    public double[] OfPairs() => Combine(
        kind => roles[kind] == EvidenceRole.Pair && kind != given + (int)LedgerEvidence.Accumulation);

    /// <summary>−ln p of everything.</summary>
    public double[] Total() => Combine(_ => true);

    /// <summary>−ln p of each host in its window: its own evidence, and its conversations'.</summary>
    /// <param name="role">Which hosts.</param>
    /// <param name="hosts">Their conversations.</param>
    /// <param name="pairs">−ln p of the pair of each conversation.</param>
    public double[] OfHosts(EvidenceRole role, HostGroups hosts, double[] pairs)
    {
        int[] kinds = [.. Enumerable.Range(0, evidence.Length).Where(kind => roles[kind] == role)];
        var mean = hosts.MeanEvidence(pairs);
        var largest = new double[kinds.Length, hosts.Count];
        for (var k = 0; k < kinds.Length; k++)
        {
            for (var i = 0; i < rows; i++)
            {
                if (hosts.Of[i] is >= 0 and var host)
                    largest[k, host] = Math.Max(largest[k, host], evidence[kinds[k]][i]);
            }
        }

        var result = new double[hosts.Count];
        double[] own = new double[kinds.Length + 1], weight = [1, .. kinds.Select(kind => hostWeights[kind])];
        for (var host = 0; host < result.Length; host++)
        {
            own[0] = mean[host];
            for (var k = 0; k < kinds.Length; k++) own[k + 1] = largest[k, host];
            result[host] = HarmonicMean.Combine(own, weight);
        }

        return result;
    }

    private double[] Combine(Func<int, bool> which)
    {
        int[] kinds = [.. Enumerable.Range(0, evidence.Length).Where(which)];
        var combined = new double[rows];
        Parallel.For(0, rows, i =>
        {
            Span<double> own = stackalloc double[kinds.Length], weight = stackalloc double[kinds.Length];
            for (var k = 0; k < kinds.Length; k++)
                (own[k], weight[k]) = (evidence[kinds[k]][i], Weight(kinds[k], i));
            combined[i] = HarmonicMean.Combine(own, weight);
        });
        return combined;
    }

    private double Weight(int kind, int row) =>
        roles[kind] == EvidenceRole.Client ? weights[kind] * perClient[row] : weights[kind];
}
