using System.Globalization;
using NetAnomaly.Core.Tokens;

namespace NetAnomaly.Core.Detection;

/// <summary>Says in one line why a conversation scores as it does: the word that contributed most surprisal, and how rare it was in training.</summary>
internal sealed class WordReasons(Vocabulary vocabulary) : IReasonWriter
{
    /// <inheritdoc/>
    public string Write(FlowSequence sequence, SequenceScore score)
    {
        var (factor, example, count, nats) = Heaviest(sequence, score.Values);
        var table = vocabulary.Factors[factor];
        var words = WordScheme.Of(table.Scheme);
        var word = sequence.Words(factor)[example];
        return string.Create(
            CultureInfo.InvariantCulture,
            $"{Flows(count, sequence.FlowCount)} {words.Describe(word, sequence.Flows[example])}: {Rarity(table[table.Id(word)], table)}; {nats / count:0.0} nats{(count == 1 ? "" : " each")}");
    }

    /// <inheritdoc/>
    public (string Factor, string Word) Cause(FlowSequence sequence, SequenceScore score, int position)
    {
        var factor = score.Largest(position);
        return (sequence.Schemes[factor].ToString(), sequence.Words(factor)[position]);
    }

    private static string Flows(int count, int all) => (count, all) switch
    {
        (1, 1) => "its only flow is",
        (1, _) => $"1 of {Number(all)} flows is",
        (2, 2) => "both flows are",
        _ when count == all => $"all {Number(all)} flows are",
        _ => $"{Number(count)} of {Number(all)} flows are",
    };

    private static (int Factor, int Example, int Count, double Nats) Heaviest(FlowSequence sequence, float[] surprisals)
    {
        var factors = sequence.Schemes.Count;
        var totals = new Dictionary<(int Factor, string Word), (int Example, int Count, double Nats)>();
        for (var at = 0; at < surprisals.Length; at++)
        {
            var key = (at % factors, sequence.Words(at % factors)[at / factors]);
            var (example, count, nats) = totals.GetValueOrDefault(key, (at / factors, 0, 0));
            totals[key] = (example, count + 1, nats + surprisals[at]);
        }

        var (heaviest, total) = totals.MaxBy(pair => pair.Value.Nats);
        return (heaviest.Factor, total.Example, total.Count, total.Nats);
    }

    private static string Rarity(VocabularyWord word, FactorVocabulary table)
    {
        if (word.Flows == 0) return "never seen in training";
        var hosts = word.Hosts == 1 ? "by 1 host" : $"by {Number(word.Hosts)} hosts";
        var oneIn = (double)table.TotalFlows / word.Flows;
        return oneIn < 10
            ? string.Create(CultureInfo.InvariantCulture, $"{100 / oneIn:0} % of training flows, {hosts}")
            : $"1 in {Number((long)oneIn)} training flows, {hosts}";
    }

    private static string Number(long number) => number.ToString("N0", CultureInfo.InvariantCulture);
}
