using NetAnomaly.Core.Detection;
using NetAnomaly.Core.Detectors.Frequency;
using NetAnomaly.Core.Detectors.Ledgers;

namespace NetAnomaly.Core.Detectors.Ensemble;

/// <summary>Makes <see cref="EnsembleDetector"/>s of detectors that others make.</summary>
public sealed class EnsembleFactory(IDetectorRegistry registry) : IDetectorFactory
{
    /// <inheritdoc/>
    public string Engine => registry.Primary.Engine;

    /// <inheritdoc/>
    public string Device => registry.Primary.Device;

    /// <inheritdoc/>
    public EnginePrecision Precision => registry.Primary.Precision;

    /// <inheritdoc/>
    public bool Supports(ModelArchitecture architecture) => architecture == ModelArchitecture.Ensemble;

    /// <inheritdoc/>
    /// <remarks>
    /// Each member learns from all conversations. The evidence is calibrated on all of them where every member scores
    /// them as if it had not seen them (counts do); where a member kept some from fitting, on those. The score as a
    /// whole is calibrated on later days that the earlier ones predict, where there are days enough.
    /// </remarks>
    public TrainedDetector Train(TrainingJob job, IProgress<TrainingProgress>? progress, CancellationToken cancellation)
    {
        var (spec, corpus, split, options) = job;
        var trained = new List<TrainedDetector>();
        var training = new MemberOptions(spec, options, registry);
        var parts = ModelMembers.Of(spec);
        try
        {
            foreach (var member in parts)
            {
                var part = new PartialProgress(progress, trained.Count, parts.Count);
                var own = new TrainingJob(member, corpus.Project(member.Schemes), split, training.For(trained.Count))
                {
                    DataHash = job.DataHash,
                };
                trained.Add(registry.FactoryFor(member.Architecture).Train(own, part, cancellation));
            }

            var all = ConversationSummaryBuilder.Of(corpus);
            var common = Common(trained);
            ConversationSummary[] calibrating = [.. common.Select(conversation => all[conversation])];
            double[][] scores = [.. trained.Select(member => member.Calibration.Of(common))];
            var verdicts = EnsembleCombiner.Fit(all, calibrating, scores);
            cancellation.ThrowIfCancellationRequested();
            var judged = verdicts.Judge(calibrating, scores, ofTraining: true);
            var calibration = new CalibrationSet(common, Array.ConvertAll(judged, one => one.Score));
            if (LedgerFitting.CutOf(all) is { } cut)
            {
                var areCounts = trained.TrueForAll(member => member.Detector is TokenFrequencyDetector);
                var later = areCounts
                    ? ForwardCalibration.Judge(spec, corpus, all, cut, cancellation)
                    : Later(common, judged, all.Length, cut);
                var (ledger, totals) = LedgerFitting.Fit(all, cut, EnsembleCombiner.Given(later), spec.Window);
                verdicts = verdicts.With(ledger);
                calibration = new CalibrationSet([.. Enumerable.Range(cut, all.Length - cut)], totals);
            }

            EnsembleMember[] members =
                [.. trained.Select((member, i) => new EnsembleMember(parts[i], member.Detector, spec.Schemes))];
            var longest = trained.MaxBy(member => member.History.Count)!;
            return new TrainedDetector(
                new EnsembleDetector(members, verdicts, spec.Window), calibration, longest.History, longest.BestEpoch);
        }
        catch
        {
            trained.ForEach(member => member.Detector.Dispose());
            throw;
        }
    }

    /// <inheritdoc/>
    public IDetector Load(ModelSpec spec, DetectorState state, Stream? weights)
    {
        if (weights is null) throw new InvalidDataException("it has no weights.safetensors, which this model needs");
        var parts = ModelMembers.Of(spec);
        if (state.Members.Count != parts.Count)
        {
            throw new InvalidDataException($"it holds {state.Members.Count} members, {parts.Count} are described");
        }

        EnsembleMember[] members =
            [.. state.Members.Select((detector, i) => new EnsembleMember(parts[i], detector, spec.Schemes))];
        return new EnsembleDetector(members, EnsembleWeights.Read(weights, members.Length), spec.Window);
    }

    // What was said of the later conversations; nothing of those that no member kept from fitting.
    private static EnsembleScore[] Later(IReadOnlyList<int> common, EnsembleScore[] judged, int all, int cut)
    {
        var silent = judged[0] with { Score = 0, Evidence = new double[judged[0].Evidence.Length] };
        var later = new EnsembleScore[all - cut];
        Array.Fill(later, silent);
        for (var i = 0; i < judged.Length; i++)
        {
            if (common[i] >= cut) later[common[i] - cut] = judged[i];
        }

        return later;
    }

    // The conversations that every member scored as if it had not seen them.
    private static IReadOnlyList<int> Common(List<TrainedDetector> members)
    {
        var common = members.Select(member => member.Calibration.Conversations)
            .Aggregate((one, other) => one.SequenceEqual(other) ? one : [.. one.Intersect(other).Order()]);
        return common.Count > 0
            ? common
            : throw new NotSupportedException(
                "No conversation was kept from fitting by every member of the ensemble: there is nothing to "
                    + "calibrate it on.");
    }

    private sealed class PartialProgress(
        IProgress<TrainingProgress>? whole, int member, int members) : IProgress<TrainingProgress>
    {
        public void Report(TrainingProgress value) =>
            whole?.Report(value with { Fraction = (member + value.Fraction) / members });
    }
}
