using NetAnomaly.Core.Detection;

namespace NetAnomaly.Core.Detectors.Ensemble;

/// <summary>Trains the members of an ensemble, one after the other.</summary>
/// <param name="registry">Makes them.</param>
/// <param name="progress">Told how far it is.</param>
internal sealed class EnsembleMemberTraining(IDetectorRegistry registry, IProgress<TrainingProgress>? progress)
{
    /// <summary>Trains.</summary>
    /// <param name="job">The ensemble's training.</param>
    /// <param name="cancellation">Stops it.</param>
    /// <exception cref="NotSupportedException">There is no conversation that every member kept from
    /// fitting.</exception>
    public EnsembleMemberFit Train(TrainingJob job, CancellationToken cancellation)
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
            return new EnsembleMemberFit(
                trained, all, common, verdicts, verdicts.Judge(calibrating, scores, ofTraining: true));
        }
        catch
        {
            trained.ForEach(member => member.Detector.Dispose());
            throw;
        }
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
