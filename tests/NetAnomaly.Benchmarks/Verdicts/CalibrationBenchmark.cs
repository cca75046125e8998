using NetAnomaly.Core.Detection;
using System.Globalization;
using NetAnomaly.Core.Conversations;
using NetAnomaly.Core.Datasets;
using NetAnomaly.Core.Detectors;
using NetAnomaly.Core.Scoring;
using NetAnomaly.Core.Training;
using NetAnomaly.Models;
using NetAnomaly.Benchmarks.Captures;

namespace NetAnomaly.Benchmarks.Verdicts;

/// <summary>
/// How uniform p-values are on days that a model has not seen: trained on two days of the nfql capture, calibrated on a
/// third, tested on all later ones. Networks keep the third day from fitting; counts and ensembles leave each
/// conversation out in turn of all three.
/// </summary>
internal static class CalibrationBenchmark
{
    private const int Budget = 20;

    public static int Run(string[] arguments)
    {
        var path = Option("--file") ?? NfqlCapture.Usual;
        if (!File.Exists(path))
        {
            Console.Error.WriteLine($"There is no file '{path}': name the nfql capture with --file.");
            return 1;
        }

        var flows = NfqlCapture.Read(path);
        var registry = new DetectorRegistry([.. CoreDetectors.Providers, new EmbeddedEngine()]);
        var aggregations = Option("--aggregate") is { } how
            ? [Enum.Parse<ScoreAggregation>(how)]
            : Enum.GetValues<ScoreAggregation>();
        Console.WriteLine(
            "| detector | aggregation | day | conversations | p < .05 | p < .01 | p < .001 | alerts with "
                + "-AlertBudget 20/day | alerts at the p of 20 a day of calibration | rank correlation of length and "
                + "p | tail estimates |");
        Console.WriteLine("|---|---|---|---|---|---|---|---|---|---|---|");
        foreach (
            var architecture in new[]
            {
                ModelArchitecture.TokenFrequency, ModelArchitecture.Ensemble, ModelArchitecture.IsolationForest,
                ModelArchitecture.NearestNeighbor, ModelArchitecture.Metric, ModelArchitecture.Clstm,
            })
        {
            if (Option("--only") is { } only
                && !architecture.ToString().Equals(only, StringComparison.OrdinalIgnoreCase)) continue;
            foreach (var aggregate in aggregations)
                Measure(flows, registry, ModelPresets.Default(architecture), aggregate);
        }

        return 0;

        string? Option(string name) =>
            Array.IndexOf(arguments, name) is var at and >= 0 && at + 1 < arguments.Length ? arguments[at + 1] : null;
    }

    private static void Measure(
        FlowRecord[] flows, DetectorRegistry registry, ModelSetup setup, ScoreAggregation aggregate)
    {
        var untrained = ModelTrainer.New(
            setup.Spec with { Aggregate = aggregate, Name = setup.Spec.Architecture.ToString() });
        var days = ConversationBuilder.Build(flows, ConversationOptions.Of(untrained.Spec))
            .GroupBy(
                sequence => sequence.WindowStart.Date, (day, sequences) => (Day: day, Sequences: sequences.ToArray()))
            .OrderBy(day => day.Day)
            .ToArray();
        var builder = new ConversationTableBuilder(
            untrained.Spec.Schemes, [], DetectorKinds.Standard.Needs(untrained.Spec).Features);
        foreach (var sequence in days[..3].SelectMany(day => day.Sequences)) builder.Add(sequence);
        var corpus = builder.Build();
        var last = days[2].Sequences.Length / (double)corpus.Count;
        using var model = new ModelTrainer(registry).Train(
            untrained, corpus,
            setup.Options with { ValidationShare = last, Epochs = Math.Min(1, setup.Options.Epochs) }, null, default);
        var level = Budget / (corpus.Count / 3.0);
        var scorer = new ThresholdScan(model, AnomalyThreshold.Default);
        var calibration = LoadedModel.Of(model).Calibration;
        Console.Error.WriteLine($"{untrained.Name} {aggregate}: {calibration.Strata.Count} strata, "
            + $"{calibration.Strata.Count(stratum => stratum.Calibration.Tail is null)} without tail; " +
            string.Join(
                "; ",
                calibration.Strata.Select(
                    stratum => string.Create(
                        CultureInfo.InvariantCulture,
                        $"{stratum.Service ?? "*"} {stratum.FromLength}: {stratum.Calibration.Size} ξ "
                            + $"{stratum.Calibration.Tail?.Shape:0.00}"))));
        foreach (var (day, sequences) in days[3..])
        {
            var results = scorer.Score((IEnumerable<Conversation>)sequences, default).ToArray();
            double[] p = [.. results.Select(result => result.PValue)];
            Console.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"| {model.Name} | {aggregate} | {day:yyyy-MM-dd} | {p.Length:N0} | {Share(p, 0.05):.0000} | "
                    + $"{Share(p, 0.01):.0000} | {Share(p, 0.001):.00000} | {Budgeted(results)} | "
                    + $"{p.Count(own => own <= level)} | "
                    + $"{RankCorrelation.Of([.. results.Select(result => (double)result.FlowCount)], p):0.000} | "
                    + $"{results.Count(result => result.PValueKind == PValueKind.TailEstimate)} |"));
        }
    }

    private static long Budgeted(AnomalyResult[] results)
    {
        var verdicts = new AlertSelector<AnomalyResult>(
            AlertPolicyOptions.Of(null, null, new AlertBudget(Budget, BudgetPeriod.Day)), anomalyOnly: true);
        foreach (var result in results) verdicts.Add(result, ScoredItem.Of(result));
        verdicts.Complete();
        return verdicts.Summary.Alerts;
    }

    private static double Share(double[] p, double level) => p.Count(own => own < level) / (double)p.Length;
}
