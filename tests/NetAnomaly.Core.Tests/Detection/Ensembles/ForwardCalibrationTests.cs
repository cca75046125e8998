using NetAnomaly.Core.Conversations;
using NetAnomaly.Core.Datasets;
using NetAnomaly.Core.Detection;
using NetAnomaly.Core.Detectors;
using NetAnomaly.Core.Detectors.Ensemble;
using NetAnomaly.Core.Detectors.Ledgers;
using NetAnomaly.Core.Training;
using NetAnomaly.Flows.Samples;
using NetAnomaly.Core.Tests.Support;

namespace NetAnomaly.Core.Tests.Detection.Ensembles;

public sealed class ForwardCalibrationTests
{
    private static readonly ModelSpec Spec = ModelTrainer.New(
        ModelPresets.Default(ModelArchitecture.Ensemble).Spec).Spec;

    private static readonly DetectorRegistry Registry = new([.. CoreDetectors.Providers]);

    [Fact]
    public void An_ensemble_is_calibrated_on_the_last_third_of_the_windows()
    {
        var corpus = CorpusMaker.Corpus(Spec.Schemes, [], Days(3));
        var rows = ConversationSummaryBuilder.Of(corpus);
        long[] windows = [.. rows.Select(row => row.Window).Distinct()];
        var cut = windows[(int)Math.Ceiling(windows.Length * 2 / 3.0)];

        var trained = Train(corpus, new TrainingOptions { TrimPerDay = 0 });
        using var detector = trained.Detector;

        Assert.Equal(
            Enumerable.Range(0, rows.Length).Where(conversation => rows[conversation].Window >= cut),
            trained.Calibration.Conversations);
        Assert.All(trained.Calibration.Scores, score => Assert.True(double.IsFinite(score)));
    }

    [Fact]
    public void What_it_says_of_the_later_windows_is_what_an_ensemble_of_the_earlier_ones_says()
    {
        var days = Days(3);
        var corpus = CorpusMaker.Corpus(Spec.Schemes, [], days);
        var rows = ConversationSummaryBuilder.Of(corpus);
        var cut = LedgerFitting.CutOf(rows)!.Value;
        var later = ForwardCalibration.Judge(
            Spec, corpus, rows, cut, TestContext.Current.CancellationToken);

        var earlier = days.TakeWhile(day => day.WindowStart.Ticks < rows[cut].Window).ToArray();
        Assert.Equal(cut, earlier.Length);
        using var past = Train(CorpusMaker.Corpus(Spec.Schemes, [], earlier), new TrainingOptions { TrimPerDay = 0 })
            .Detector;
        var direct = past.Score(days[cut..], TestContext.Current.CancellationToken);
        Assert.Equal(direct.Count, later.Length);
        foreach (var (one, other) in direct.Zip(later))
        {
            // The members' p-values, then those of the kinds of surroundings that the ledger goes on using.
            double[] expected =
            [
                .. other.Members.Concat(other.Evidence.Skip(1).Take(EnsembleCombiner.GivenKinds))
                    .Select(evidence => Math.Exp(-evidence)),
            ];
            var found = one.Evidence!.Take(expected.Length).Select(evidence => evidence.PValue);
            foreach (var (actual, wanted) in found.Zip(expected)) Assert.Equal(wanted, actual, 1e-9);
        }
    }

    [Fact]
    public void Three_windows_are_no_past_and_future_and_all_calibrate()
    {
        var days = Days(1);
        DateTime[] windows = [.. days.Select(day => day.WindowStart).Distinct().Take(4)];
        var three = CorpusMaker.Corpus(Spec.Schemes, [], days.TakeWhile(day => day.WindowStart < windows[3]));
        var four = CorpusMaker.Corpus(Spec.Schemes, [], days.TakeWhile(day => day.WindowStart <= windows[3]));
        Assert.Null(LedgerFitting.CutOf(ConversationSummaryBuilder.Of(three)));
        Assert.Equal(three.Count, LedgerFitting.CutOf(ConversationSummaryBuilder.Of(four)));

        var trained = Train(three, new TrainingOptions());
        using var detector = trained.Detector;
        Assert.Equal(Enumerable.Range(0, three.Count), trained.Calibration.Conversations);
        Assert.Null(Assert.IsType<EnsembleDetails>(
            detector.Score([days[0]], TestContext.Current.CancellationToken)[0].Facts).Ledger);
    }

    private static TrainedDetector Train(ConversationTable corpus, TrainingOptions options) =>
        new EnsembleFactory(Registry).Train(
            new TrainingJob(
                Spec, corpus, TrainingSplit.Of(corpus, options.ValidationShare, Spec.Seed, null, false), options),
            progress: null, TestContext.Current.CancellationToken);

    private static Conversation[] Days(int days) =>
        [
            .. ConversationBuilder.Build(
                new SampleTraffic(new SampleTrafficOptions { Days = days, Hosts = 2 }).Generate(),
                ConversationOptions.Of(Spec)),
        ];
}
