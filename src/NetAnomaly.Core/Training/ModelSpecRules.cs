using NetAnomaly.Core.Conversations;
using NetAnomaly.Core.Detection;
using NetAnomaly.Core.Detectors;

namespace NetAnomaly.Core.Training;

/// <summary>What a description of a model or of a training must keep to; model files are held to it too.</summary>
internal static class ModelSpecRules
{
    /// <summary>Checks a model's description, and those of its members.</summary>
    /// <exception cref="ArgumentException">
    /// Something is out of range; the message says what and what is allowed.
    /// </exception>
    public static void Check(ModelSpec spec) => Check(spec, DetectorKinds.Standard);

    /// <summary>Checks a model's description by the rules of some kinds.</summary>
    /// <exception cref="ArgumentException">
    /// Something is out of range; the message says what and what is allowed.
    /// </exception>
    public static void Check(ModelSpec spec, DetectorKinds kinds)
    {
        SpecRule.Require(spec.Name.Length is > 0 and <= 200, "A model's name has 1 to 200 characters.");
        SpecRule.Require(spec.Schemes.Count is > 0 and <= 8, "A model has 1 to 8 token schemes.");
        SpecRule.Require(
            spec.Schemes.Distinct().Count() == spec.Schemes.Count, "A token scheme can be given only once.");
        SpecRule.Require(spec.Schemes.All(Enum.IsDefined), "A token scheme is not known.");
        SpecRule.Require(Enum.IsDefined(spec.Learning), "The learning mode is not known.");
        SpecRule.Require(Enum.IsDefined(spec.Preset), "The preset is not known.");
        SpecRule.Require(Enum.IsDefined(spec.GroupBy), "The grouping is not known.");
        SpecRule.Require(Enum.IsDefined(spec.Aggregate), "The aggregation is not known.");
        SpecRule.Require(spec.TopK is >= 1 and <= 64, "The score is the mean of the 1 to 64 strangest flows.");
        _ = new ConversationOptions { Window = spec.Window };
        kinds.Of(spec.Architecture).Check(spec);
        foreach (var member in ModelMembers.Of(spec)) Check(member, kinds);
    }

    /// <summary>Checks how a training is asked for.</summary>
    /// <exception cref="ArgumentException">Something is out of range; the message says what and what is
    /// allowed.</exception>
    public static void Check(TrainingOptions options)
    {
        SpecRule.Require(options.Epochs is >= 0 and <= 10_000, "There are 0 to 10,000 epochs.");
        SpecRule.Require(options.BatchSize is >= 1 and <= 65_536, "A batch has 1 to 65,536 conversations.");
        SpecRule.Require(options.LearningRate is > 0 and <= 10, "The learning rate is above 0 and at most 10.");
        SpecRule.Require(options.WeightDecay is >= 0 and <= 10, "The weight decay is 0 to 10.");
        SpecRule.Require(options.GradientClip > 0, "The gradient's largest norm is above 0.");
        SpecRule.Require(options.ValidationShare is > 0 and < 1, "The validation share is above 0 and below 1.");
        SpecRule.Require(
            options.CalibrationTrim is >= 0 and <= 0.5, "The share of calibration scores to trim is 0 to 0.5.");
        SpecRule.Require(
            options.TrimShare is >= 0 and < 0.5, "The share of conversations to trim is 0 or more and below 0.5.");
        SpecRule.Require(
            options.TrimPerDay is >= 0 and <= 1_000_000,
            "The number of pairs and hosts to forget for each day of training is 0 to 1,000,000.");
        SpecRule.Require(Enum.IsDefined(options.Optimizer), "The optimizer is not known.");
        SpecRule.Require(Enum.IsDefined(options.Schedule), "The schedule of the learning rate is not known.");
        SpecRule.Require(options.Patience is >= 0 and <= 10_000, "The patience is 0 to 10,000 epochs.");
        SpecRule.Require(
            options.TimeBudget is null || options.TimeBudget > TimeSpan.Zero, "A time budget is above zero.");
        SpecRule.Require(
            options.CheckpointInterval >= TimeSpan.Zero, "The time between two checkpoints is not negative.");
        SpecRule.Require(
            options.CheckpointPath is null || !string.IsNullOrWhiteSpace(options.CheckpointPath),
            "A checkpoint's path has characters.");
        SpecRule.Require(
            !options.Resume || options.CheckpointPath is not null, "To resume, name the checkpoint to go on from.");
    }
}
