using System.Globalization;
using NetAnomaly.Core.Tokens;

namespace NetAnomaly.Core.Detection;

/// <summary>
/// Says why a conversation scores as it does: the words that contributed most surprisal beyond what usual flows have, and how rare they were in training.
/// </summary>
/// <remarks>
/// Beyond the usual, because a conversation of a hundred common flows has much surprisal in all, and yet it is its three rare flows that set it apart: it is the excess that
/// lifts a mean above that of normal conversations.
/// </remarks>
/// <param name="vocabulary">The words.</param>
/// <param name="usual">Mean surprisal of training flows, nats, per factor: what any flow has.</param>
/// <param name="expected">Given a conversation, a position and a factor, the words held likeliest there.</param>
internal sealed class WordReasons(Vocabulary vocabulary, double[] usual, Func<FlowSequence, int, int, IReadOnlyList<ExpectedWord>> expected) : IReasonWriter
{
    private const int MostCauses = 3;

    // A lesser cause is named where it has at least this share of the greatest's excess.
    private const double WorthNaming = 0.1;

    /// <inheritdoc/>
    public string Write(FlowSequence sequence, SequenceScore score)
    {
        var cause = Causes(sequence, score.Values)[0];
        var table = vocabulary.Factors[cause.Factor];
        var count = cause.Positions.Count;
        return string.Create(
            CultureInfo.InvariantCulture,
            $"{Flows(count, sequence.FlowCount)} {WordScheme.Of(table.Scheme).Describe(cause.Word, sequence.Flows[cause.Positions[0]])}: {Rarity(cause)}; {cause.Nats / count:0.0} nats{(count == 1 ? "" : " each")}");
    }

    /// <inheritdoc/>
    public (string Factor, string Word) Cause(FlowSequence sequence, SequenceScore score, int position)
    {
        var factor = 0;
        for (var other = 1; other < usual.Length; other++)
        {
            if (Excess(other) > Excess(factor)) factor = other;
        }

        return (sequence.Schemes[factor].ToString(), sequence.Words(factor)[position]);

        double Excess(int of) => score.Values[(position * usual.Length) + of] - usual[of];
    }

    /// <inheritdoc/>
    public Insight Explain(FlowSequence sequence, SequenceScore score)
    {
        var causes = Causes(sequence, score.Values);
        var worth = causes.Take(MostCauses).Where((cause, i) => i == 0 || (cause.Excess > 0 && cause.Excess >= WorthNaming * causes[0].Excess));
        return new Insight([.. worth.Select(cause => Cause(sequence, cause))], [Rarity(causes[0])]);
    }

    private AnomalyCause Cause(FlowSequence sequence, WordCause cause)
    {
        FlowRecord[] flows = [.. cause.Positions.Select(position => sequence.Flows[position])];
        return new AnomalyCause
        {
            Factor = sequence.Schemes[cause.Factor].ToString(),
            Word = cause.Word,
            Meaning = NamedFlows.Describe(flows, sequence.FlowCount, sequence.Schemes[cause.Factor], cause.Word),
            Flows = flows,
            Surprisal = cause.Nats,
            Excess = cause.Excess,
            Expected = expected(sequence, cause.Strangest, cause.Factor),
        };
    }

    private static string Flows(int count, int all) => (count, all) switch
    {
        (1, 1) => "its only flow is",
        (1, _) => $"1 of {Number(all)} flows is",
        (2, 2) => "both flows are",
        _ when count == all => $"all {Number(all)} flows are",
        _ => $"{Number(count)} of {Number(all)} flows are",
    };

    // By falling excess; where nothing is beyond the usual, by falling surprisal.
    private WordCause[] Causes(FlowSequence sequence, float[] surprisals)
    {
        var factors = sequence.Schemes.Count;
        var groups = new Dictionary<(int Factor, string Word), (List<int> Positions, double Nats, int Strangest)>();
        for (var at = 0; at < surprisals.Length; at++)
        {
            var key = (at % factors, sequence.Words(at % factors)[at / factors]);
            if (!groups.TryGetValue(key, out var group)) group = ([], 0, at / factors);
            group.Positions.Add(at / factors);
            if (surprisals[at] > surprisals[(group.Strangest * factors) + key.Item1]) group.Strangest = at / factors;
            groups[key] = group with { Nats = group.Nats + surprisals[at] };
        }

        var causes = groups.Select(group => new WordCause(
            group.Key.Factor, group.Key.Word, group.Value.Positions, group.Value.Nats, group.Value.Nats - (group.Value.Positions.Count * usual[group.Key.Factor]), group.Value.Strangest)).ToArray();
        return [.. causes.Max(cause => cause.Excess) > 0 ? causes.OrderByDescending(cause => cause.Excess) : causes.OrderByDescending(cause => cause.Nats)];
    }

    private string Rarity(WordCause cause)
    {
        var table = vocabulary.Factors[cause.Factor];
        var word = table[table.Id(cause.Word)];
        if (word.Flows == 0) return "never seen in training";
        var hosts = word.Hosts == 1 ? "by 1 host" : $"by {Number(word.Hosts)} hosts";
        var oneIn = (double)table.TotalFlows / word.Flows;
        return oneIn < 10
            ? string.Create(CultureInfo.InvariantCulture, $"{100 / oneIn:0} % of training flows, {hosts}")
            : $"1 in {Number((long)oneIn)} training flows, {hosts}";
    }

    private static string Number(long number) => number.ToString("N0", CultureInfo.InvariantCulture);
}
