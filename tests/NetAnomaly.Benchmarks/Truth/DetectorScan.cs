using System.Diagnostics;
using NetAnomaly.Benchmarks.Truth.Captures;
using NetAnomaly.Core.Evaluation;
using NetAnomaly.Core.Scoring;
using NetAnomaly.Core.Statistics;

namespace NetAnomaly.Benchmarks.Truth;

/// <summary>A detector as it comes, trained on a capture and asked for all of its test; no label is used.</summary>
/// <param name="Figures">How well it ranks, in the order in which alerts are drawn.</param>
/// <param name="ByScore">How well it ranks by score alone.</param>
/// <param name="Incidents">Its incidents.</param>
/// <param name="Conversations">Conversations judged.</param>
/// <param name="Bad">Those of them that hold a bad flow.</param>
/// <param name="Undetermined">Share of conversations that could not be judged.</param>
/// <param name="Training">Time of training.</param>
/// <param name="Scoring">Time of scoring.</param>
internal sealed record DetectorScan(
    BaselineMetric Figures, BaselineMetric ByScore, IncidentFigures Incidents, int Conversations, int Bad,
    double Undetermined, TimeSpan Training, TimeSpan Scoring)
{
    /// <summary>Trains and scores.</summary>
    public static DetectorScan Of(ModelArchitecture architecture, TruthTraffic traffic, int seed)
    {
        var spec = DefaultTraining.Spec(architecture, seed);
        var corpus = DefaultTraining.Table(spec, traffic.Training);
        var test = TruthTraffic.Conversations(traffic.Test, spec);
        var clock = Stopwatch.StartNew();
        using var model = DefaultTraining.Train(architecture, corpus, seed);
        var training = clock.Elapsed;
        clock.Restart();
        AnomalyResult[] results =
        [
            .. new ThresholdScan(model, AnomalyThreshold.Default).Score((IEnumerable<Conversation>)test, default),
        ];
        var scoring = clock.Elapsed;
        double[] scores = [.. results.Select(result => result.Score)];
        var strangeness = AlertOrder.Strangeness([.. results.Select(result => result.PValue)], scores);
        bool[] truths = [.. results.Select(result => traffic.IsBad(result.Sequence))];
        return new DetectorScan(
            Figures(strangeness), Figures(scores), new TruthIncidents(traffic, results).Figures(), results.Length,
            truths.Count(bad => bad),
            results.Count(result => result.Verdict.Judgement == Judgement.Undetermined) / (double)results.Length,
            training, scoring);

        BaselineMetric Figures(double[] ranks) => new(
            architecture.ToString(), RankingMetrics.RocAuc(ranks, truths),
            RankingMetrics.AveragePrecision(ranks, truths));
    }
}
