using System.Diagnostics;
using NetAnomaly.Core.Detection;

namespace NetAnomaly.Core.Detectors.Ensemble;

/// <summary>
/// How the members of one ensemble are trained: as is usual for each kind, but for what the ensemble was asked.
/// </summary>
/// <param name="ensemble">The ensemble.</param>
/// <param name="asked">How the ensemble is trained.</param>
/// <param name="registry">Knows what is usual.</param>
internal sealed class MemberOptions(ModelSpec ensemble, TrainingOptions asked, IDetectorRegistry registry)
{
    private readonly TrainingOptions usual = Usual(ensemble, registry);
    private readonly IReadOnlyList<ModelSpec> members = ModelMembers.Of(ensemble);
    private readonly long began = Stopwatch.GetTimestamp();

    /// <summary>
    /// The options of a member whose turn is now. What is left of the time is shared out evenly; every member has a
    /// checkpoint of its own.
    /// </summary>
    public TrainingOptions For(int member)
    {
        var spec = members[member];
        var own = Usual(spec, registry);
        return asked with
        {
            Epochs = asked.Epochs == usual.Epochs ? own.Epochs : asked.Epochs,
            BatchSize = asked.BatchSize == usual.BatchSize ? own.BatchSize : asked.BatchSize,
            Optimizer = asked.Optimizer == usual.Optimizer ? own.Optimizer : asked.Optimizer,
            LearningRate = asked.LearningRate == usual.LearningRate ? own.LearningRate : asked.LearningRate,
            Schedule = asked.Schedule == usual.Schedule ? own.Schedule : asked.Schedule,
            WeightDecay = asked.WeightDecay == usual.WeightDecay ? own.WeightDecay : asked.WeightDecay,
            GradientClip = asked.GradientClip == usual.GradientClip ? own.GradientClip : asked.GradientClip,
            Patience = asked.Patience == usual.Patience ? own.Patience : asked.Patience,
            TimeBudget = asked.TimeBudget is { } whole ? Share(whole, members.Count - member) : null,
            CheckpointPath = asked.CheckpointPath is { } path ? $"{path}.{member}" : null,
        };
    }

    private static TrainingOptions Usual(ModelSpec spec, IDetectorRegistry registry) =>
        registry.KindOf(spec.Architecture).Preset(spec.Preset, spec.Learning).Options;

    // Never zero: a member that has no time left still says so itself.
    private TimeSpan Share(TimeSpan whole, int members)
    {
        var left = (whole - Stopwatch.GetElapsedTime(began)) / members;
        return left > TimeSpan.Zero ? left : TimeSpan.FromTicks(1);
    }
}
