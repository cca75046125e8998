using NetAnomaly.Core.Detection;
using NetAnomaly.Core.Detectors.Ledgers;

namespace NetAnomaly.Core.Detectors.Ensemble;

/// <summary>Makes <see cref="EnsembleDetector"/>s of detectors that others make.</summary>
internal sealed class EnsembleFactory(IDetectorRegistry registry) : IDetectorFactory
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
        var spec = job.Spec;
        var members = new EnsembleMemberTraining(registry, progress);
        var fit = members.Train(job, cancellation);
        try
        {
            var traffic = new TrainingTraffic(fit.Rows);
            if (fit.AreCounts && job.Options.TrimPerDay > 0)
            {
                traffic = new LedgerTrimming(spec.Window, job.Options.TrimPerDay)
                    .Trim(fit.Rows, EnsembleCombiner.Given(fit.Judged), cancellation);
            }

            var numbers = traffic.Numbers;
            if (numbers.Length < fit.Rows.Length)
            {
                fit.Dispose();
                fit = members.Train(job with { Corpus = job.Corpus.Select(numbers) }, cancellation);
            }

            var verdicts = fit.Verdicts;
            var unseen = new CalibrationSet(
                [.. fit.Common.Select(conversation => numbers[conversation])],
                Array.ConvertAll(fit.Judged, one => one.Score));
            var calibration = unseen;
            if (LedgerFitting.CutOf(traffic.Rows) is { } cut)
            {
                var later = fit.AreCounts ? Later(job, traffic, cut, cancellation) : Later(fit, cut);
                var (ledger, scores) = LedgerFitting.Fit(
                    traffic, cut, EnsembleCombiner.Given(later), spec.Window, !job.Options.ExcludeReviewed);
                verdicts = verdicts.With(ledger);
                calibration = new CalibrationSet([.. Enumerable.Range(cut, scores.Length)], scores);
            }

            var longest = fit.Trained.MaxBy(member => member.History.Count)!;
            return new TrainedDetector(
                new EnsembleDetector(fit.Members(spec), verdicts, spec.Window), calibration, longest.History,
                longest.BestEpoch)
            {
                Unseen = unseen,
                Forgotten = [.. Enumerable.Range(0, traffic.Rows.Length).Where(row => !traffic.IsKept(row))],
            };
        }
        catch
        {
            fit.Dispose();
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

    // What an ensemble of the earlier conversations that are kept says of all later ones.
    private static EnsembleScore[] Later(
        TrainingJob job, TrainingTraffic traffic, int cut, CancellationToken cancellation)
    {
        int[] earlier = [.. traffic.Numbers.TakeWhile(conversation => conversation < cut)];
        int[] chosen = [.. earlier, .. Enumerable.Range(cut, traffic.Rows.Length - cut)];
        return ForwardCalibration.Judge(
            job.Spec, job.Corpus.Select(chosen), Array.ConvertAll(chosen, conversation => traffic.Rows[conversation]),
            earlier.Length, cancellation);
    }

    // What was said of the later conversations; nothing of those that no member kept from fitting.
    private static EnsembleScore[] Later(EnsembleMemberFit fit, int cut)
    {
        var later = new EnsembleScore[fit.Rows.Length - cut];
        Array.Fill(later, fit.Judged[0] with { Score = 0, Evidence = new double[fit.Judged[0].Evidence.Length] });
        for (var i = 0; i < fit.Judged.Length; i++)
        {
            if (fit.Common[i] >= cut) later[fit.Common[i] - cut] = fit.Judged[i];
        }

        return later;
    }
}
