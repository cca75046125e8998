using NetAnomaly.Core.Conversations;
using NetAnomaly.Core.Detectors;
using NetAnomaly.Core.Detectors.Ensemble;
using NetAnomaly.Core.Detectors.Ledgers;
using NetAnomaly.Core.Tests.Support;

namespace NetAnomaly.Core.Tests.Detection.Ensembles;

public sealed class SignedEvidenceTests : IDisposable
{
    private static readonly ModelSpec Spec = ModelPresets.Default(ModelArchitecture.Ensemble).Spec;
    private static readonly IReadOnlyList<Conversation> Office = ModelMaker.Office([.. Spec.Schemes]);
    private readonly AnomalyModel model = ModelMaker.Train(CorpusMaker.Corpus(Spec.Schemes, [], Office), Spec);

    public void Dispose() => model.Dispose();

    [Fact]
    public void Every_kind_is_listed_with_its_sign_and_what_it_rests_on()
    {
        var result = Score(model, "10.0.1.3", "10.0.2.1", Enumerable.Repeat(400_000_000L, 40));
        string[] kinds = [.. EvidenceName.OfLedger.Select(kind => kind.Name)];
        Assert.Equal(kinds, result.Evidence.Skip(3).Select(evidence => evidence.Name));
        Assert.Equal(1, result.Evidence.Sum(evidence => evidence.Share), 9);
        var flows = Of(result, LedgerEvidence.FlowCount);
        Assert.Equal((EvidenceSign.Against, true), (flows.Sign, flows.References > 100));
        // The pair is known: nothing can be said of how long a new one has spoken.
        Assert.Equal(
            (EvidenceSign.Silent, 1.0),
            (Of(result, LedgerEvidence.Persistence).Sign, Of(result, LedgerEvidence.Persistence).PValue));
        Assert.Equal(EvidenceSign.For, Of(result, LedgerEvidence.NewService) is { Sign: EvidenceSign.Silent }
            ? Of(result, LedgerEvidence.BytesIn).Sign : EvidenceSign.Against);
    }

    [Fact]
    public void A_p_value_below_what_counting_shows_is_an_estimate()
    {
        var strange = Score(model, "10.0.1.3", "10.0.2.1", Enumerable.Repeat(400_000_000L, 40));
        var usual = Score(model, "10.0.1.3", "10.0.2.1", [1000]);
        Assert.All(usual.Evidence.Where(evidence => evidence.PValue > 0.1), one => Assert.False(one.IsEstimate));
        Assert.True(Of(strange, LedgerEvidence.FlowCount) is { IsEstimate: true, PValue: < 0.01 });
        Assert.All(strange.Evidence.Where(evidence => evidence.IsEstimate), one => Assert.InRange(one.PValue, 0, 0.05));
    }

    [Fact]
    public void The_reason_and_the_sentence_begin_with_the_leading_evidence_and_its_numbers()
    {
        var result = Score(model, "10.0.1.3", "10.0.2.1", Enumerable.Repeat(400_000_000L, 40));
        Assert.Contains("this pair's usual hour is about", result.Reason, StringComparison.Ordinal);
        Assert.Contains(result.Reason.Split(';')[0], result.Explanation!.Sentence, StringComparison.Ordinal);
        Assert.NotEmpty(result.Explanation.Causes);
    }

    [Fact]
    public void A_beacon_is_told_by_its_timing_or_how_long_it_lasts_and_the_sentence_agrees()
    {
        var start = FlowMaker.At("2011-08-18T00:00");
        var flows = Enumerable.Range(0, 30 * 60).Select(
            minute => FlowMaker.Flow(from: "10.0.1.3", to: "10.9.9.9") with
            {
                Start = start.AddMinutes(minute), SourcePort = 50_000, DestinationPort = 443, State = "SF",
            });
        var last = model.Score(ConversationBuilder.Build(flows, ConversationOptions.Of(Spec)))[^1];
        Assert.Matches(
            "^(60 flows, one every 60 s|evidence against this pair has added up over 30 hours, since 2011-08-18 00:00Z"
                + "|this pair never spoke in training and has now spoken in 30 hours)", last.Reason);
        Assert.DoesNotContain("% of hosts", last.Reason, StringComparison.Ordinal);
        Assert.Contains("never spoke", last.Explanation!.Sentence, StringComparison.Ordinal);
    }

    [Fact]
    public void Unknown_hosts_with_words_that_nothing_compares_with_are_never_normal()
    {
        // One hour to learn from: no ledger.
        var hour = Office.Where(one => one.WindowStart == Office[0].WindowStart);
        using var small = ModelMaker.Train(CorpusMaker.Corpus(Spec.Schemes, [], hour), Spec);
        var strange = Score(small, "10.0.9.8", "10.0.9.9", [3], port: 22);
        Assert.True(strange.IsOfUnknownHosts);
        Assert.NotEqual(Judgement.Normal, strange.Verdict.Judgement);
        Assert.False(Score(small, "10.0.1.3", "10.0.9.9", [3], port: 22).IsOfUnknownHosts);
        Assert.False(Score(model, "10.0.9.8", "10.0.9.9", [3], port: 22).IsOfUnknownHosts);
        var usual = Office[0].Flows[0];
        Assert.False(
            Score(small, "10.0.9.8", "10.0.9.9", [usual.Bytes!.Value], usual.DestinationPort!.Value).IsOfUnknownHosts);
    }

    private static Evidence Of(AnomalyResult result, LedgerEvidence kind) =>
        result.Evidence.Single(evidence => evidence.Name == kind.ToString());

    private static AnomalyResult Score(
        AnomalyModel model, string from, string to, IEnumerable<long> bytes, int port = 443)
    {
        var flows = bytes.Select((size, i) => FlowMaker.Flow(from: from, to: to, bytes: size) with
        {
            Start = FlowMaker.At("2011-08-18T10:00").AddSeconds(i * i), SourcePort = 50_000, DestinationPort = port,
            State = "SF",
        });
        return Assert.Single(model.Score(ConversationBuilder.Build(flows, ConversationOptions.Of(Spec))));
    }
}
