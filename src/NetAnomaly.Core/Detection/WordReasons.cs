using System.Globalization;
using System.Runtime.InteropServices;
using NetAnomaly.Core.Tokens;

namespace NetAnomaly.Core.Detection;

/// <summary>
/// Says why a conversation scores as it does: which flows stand out, the words that contributed most surprisal to them
/// beyond what usual flows have, and how rare those words were in training.
/// </summary>
/// <remarks>
/// Beyond the usual, because a conversation of a hundred common flows has much surprisal in all, and yet it is its
/// three rare flows that set it apart: it is their excess that lifts the mean above that of normal conversations, and
/// without them it falls.
/// </remarks>
/// <param name="vocabulary">The words.</param>
/// <param name="usual">Mean surprisal of training flows, nats, per factor: what any flow has.</param>
/// <param name="expected">Given a conversation, a position and a factor, the words held likeliest there.</param>
internal sealed class WordReasons(
    Vocabulary vocabulary, double[] usual,
    Func<Conversation, int, int, IReadOnlyList<ExpectedWord>> expected) : IExplainer
{
    private const int MostCauses = 3;

    // A lesser cause is named where it has at least this share of the greatest's excess.
    private const double WorthNaming = 0.1;

    private const float Half = 0.5f;

    /// <inheritdoc/>
    public string Summarize(Conversation sequence, ConversationScore score)
    {
        var cause = Causes(sequence, score, StandingOut(sequence, score))[0];
        var words = Tokenizer.Of(sequence.Schemes[cause.Factor]);
        return string.Create(
            CultureInfo.InvariantCulture,
            $"{Flows(cause.Count, sequence.FlowCount)} "
                + $"{words.Describe(cause.Word, sequence.Flows[cause.Strangest])}: {Rarity(cause)}; "
                + $"{cause.Nats / cause.Count:0.0} nats{(cause.Count == 1 ? "" : " each")}");
    }

    /// <inheritdoc/>
    public (string Factor, string Word) UnusualFactor(Conversation sequence, ConversationScore score, int position)
    {
        var factor = 0;
        for (var other = 1; other < usual.Length; other++)
        {
            if (Excess(other) > Excess(factor)) factor = other;
        }

        return (sequence.Schemes[factor].ToString(), sequence.Words(factor)[position]);

        double Excess(int of) => score.Surprisals[(position * usual.Length) + of] - usual[of];
    }

    /// <inheritdoc/>
    public ExplanationParts Explain(Conversation sequence, ConversationScore score)
    {
        var standingOut = StandingOut(sequence, score);
        var causes = Causes(sequence, score, standingOut);
        var worth = causes.Take(MostCauses).Where(
            (cause, i) => i == 0 || (cause.Excess > 0 && cause.Excess >= WorthNaming * causes[0].Excess));
        // Arrays: users index into them.
        FlowRecord[] flows = [.. standingOut.Select(position => sequence.Flows[position])];
        AnomalyCause[] named = [.. worth.Select(cause => Cause(sequence, standingOut, cause))];
        return new ExplanationParts(flows, named, [Rarity(causes[0])]);
    }

    private AnomalyCause Cause(Conversation sequence, int[] standingOut, WordCause cause)
    {
        FlowRecord[] flows =
        [
            .. standingOut.Where(position => sequence.Words(cause.Factor)[position] == cause.Word)
            .Select(position => sequence.Flows[position]),
        ];
        return new AnomalyCause
        {
            Factor = sequence.Schemes[cause.Factor].ToString(),
            Word = cause.Word,
            Meaning = FlowPhrases.Describe(flows, sequence.FlowCount, sequence.Schemes[cause.Factor], cause.Word),
            Flows = flows,
            Surprisal = cause.Nats,
            Excess = cause.Excess,
            Expected = expected(sequence, cause.Strangest, cause.Factor),
        };
    }

    // Flows at least half as far beyond the usual as the strangest; all where none is beyond it.
    private int[] StandingOut(Conversation sequence, ConversationScore score)
    {
        var all = (float)usual.Sum();
        var most = all;
        for (var position = 0; position < sequence.FlowCount; position++) most = Math.Max(most, score.Of(position));
        var least = most > all ? all + (Half * (most - all)) : float.NegativeInfinity;
        return [.. Enumerable.Range(0, sequence.FlowCount).Where(position => score.Of(position) >= least)];
    }

    private static string Flows(int count, int all) => (count, all) switch
    {
        (1, 1) => "its only flow is",
        (1, _) => $"1 of {Number(all)} flows is",
        (2, 2) => "both flows are",
        _ when count == all => $"all {Number(all)} flows are",
        _ => $"{Number(count)} of {Number(all)} flows are",
    };

    // What words of the flows that stand out add, by falling excess; where nothing is beyond the usual, by falling
    // surprisal.
    private WordCause[] Causes(Conversation sequence, ConversationScore score, int[] standingOut)
    {
        var causes = new Dictionary<(int Factor, string Word), WordCause>();
        var most = double.NegativeInfinity;
        foreach (var position in standingOut)
        {
            for (var factor = 0; factor < usual.Length; factor++)
            {
                var word = sequence.Words(factor)[position];
                ref var cause = ref CollectionsMarshal.GetValueRefOrAddDefault(causes, (factor, word), out var known);
                var nats = score.Surprisals[(position * usual.Length) + factor];
                if (!known) cause = new WordCause(factor, word, 0, 0, 0, position);
                var strangest = nats > score.Surprisals[(cause.Strangest * usual.Length) + factor]
                    ? position
                    : cause.Strangest;
                cause = cause with
                {
                    Count = cause.Count + 1, Nats = cause.Nats + nats, Excess = cause.Excess + nats - usual[factor],
                    Strangest = strangest,
                };
                most = Math.Max(most, cause.Excess);
            }
        }

        return
        [
            .. most > 0
                ? causes.Values.OrderByDescending(cause => cause.Excess)
                : causes.Values.OrderByDescending(cause => cause.Nats),
        ];
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
