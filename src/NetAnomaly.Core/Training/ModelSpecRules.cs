using NetAnomaly.Core.Conversations;

namespace NetAnomaly.Core.Training;

/// <summary>What a description of a model or of a training must keep to; model files are held to it too.</summary>
public static class ModelSpecRules
{
    /// <summary>Checks a model's description.</summary>
    /// <exception cref="ArgumentException">Something is out of range; the message says what and what is allowed.</exception>
    public static void Check(ModelSpec spec)
    {
        Require(spec.Name.Length is > 0 and <= 200, "A model's name has 1 to 200 characters.");
        Require(spec.Schemes.Count is > 0 and <= 8, "A model has 1 to 8 token schemes.");
        Require(spec.Schemes.Distinct().Count() == spec.Schemes.Count, "A token scheme can be given only once.");
        Require(spec.Schemes.All(Enum.IsDefined), "A token scheme is not known.");
        Require(Enum.IsDefined(spec.Architecture), "The architecture is not known.");
        Require(Enum.IsDefined(spec.Learning), "The learning mode is not known.");
        Require(Enum.IsDefined(spec.Preset), "The preset is not known.");
        Require(Enum.IsDefined(spec.GroupBy), "The grouping is not known.");
        Require(Enum.IsDefined(spec.Aggregate), "The aggregation is not known.");
        Require(spec.TopK is >= 1 and <= 64, "The score is the mean of the 1 to 64 strangest flows.");
        Require(Enum.IsDefined(spec.CountBy), "What to count by is not known.");
        _ = new ConversationOptions { Window = TimeSpan.FromHours(spec.WindowHours) };
        Require(spec.MaxWords is >= 1 and <= 65_536, "A network tells 1 to 65,536 words per factor apart.");
        Require(spec.EmbeddingSize is >= 1 and <= 4096, "The embedding is 1 to 4096 wide.");
        Require(spec.ConvolutionLayers is >= 0 and <= 16, "There are 0 to 16 convolutions.");
        Require(spec.KernelSize is >= 1 and <= 64, "A convolution sees 1 to 64 positions.");
        Require(spec.HiddenSize is >= 1 and <= 4096, "The LSTM's state is 1 to 4096 wide.");
        Require(spec.RecurrentLayers is >= 1 and <= 8, "There are 1 to 8 LSTM layers.");
        Require(spec.AttentionLayers is >= 1 and <= 48, "There are 1 to 48 layers of attention.");
        Require(spec.Heads is >= 1 and <= 64, "A layer of attention has 1 to 64 heads.");
        Require(
            spec.Architecture != ModelArchitecture.Transformer || spec.EmbeddingSize % spec.Heads == 0,
            $"The embedding's width, {spec.EmbeddingSize}, must be a multiple of the {spec.Heads} heads.");
        Require(spec.FeedForwardSize is >= 1 and <= 16_384, "The feed-forward part is 1 to 16,384 wide.");
        Require(spec.ContextLength is >= 1 and <= 64, "A context has 1 to 64 words.");
        Require(spec.DenseSize is >= 1 and <= 4096, "The dense layer is 1 to 4096 wide.");
        Require(spec.Trees is >= 1 and <= 10_000, "A forest has 1 to 10,000 trees.");
        Require(spec.SampleSize is >= 2 and <= 65_536, "A tree is grown on 2 to 65,536 flows.");
        Require(spec.Neighbors is >= 1 and <= 1000, "There are 1 to 1000 neighbors.");
        Require(
            spec.Learning == LearningMode.Unsupervised || spec.Architecture is not (ModelArchitecture.TokenFrequency or ModelArchitecture.IsolationForest),
            $"{spec.Architecture} models learn without labels only.");
        MetricSpecRules.Check(spec.Metric);
        Require(
            spec.Architecture != ModelArchitecture.Metric || spec.Metric.SequenceEncoder == MetricSequenceEncoder.None || spec.GroupBy != FlowGrouping.Flow,
            "A sequence encoder needs conversations of several flows: group them otherwise than by Flow.");
        Require(spec.Dropout is >= 0 and < 1, "Dropout is at least 0 and below 1.");
        CheckMembers(spec);
    }

    private static void CheckMembers(ModelSpec spec)
    {
        if (spec.Architecture != ModelArchitecture.Ensemble)
        {
            Require(spec.Members.Count == 0, "Only an ensemble has members.");
            return;
        }

        Require(spec.Learning == LearningMode.Unsupervised, "Ensembles learn without labels only.");
        Require(spec.Members.Count is >= 1 and <= 16, "An ensemble has 1 to 16 members.");
        foreach (var member in spec.Members)
        {
            Require(member is not null, "A member of the ensemble is missing.");
            Require(member!.Architecture != ModelArchitecture.Ensemble, "A member of an ensemble is no ensemble itself.");
            Require(member.Learning == LearningMode.Unsupervised, "The members of an ensemble learn without labels.");
            Require(member.Schemes.All(spec.Schemes.Contains), "A member sees only token schemes of its ensemble.");
            Require(member.GroupBy == spec.GroupBy && member.WindowHours == spec.WindowHours, "A member groups flows as its ensemble does.");
            Check(member);
        }
    }

    /// <summary>Checks how a training is asked for.</summary>
    /// <exception cref="ArgumentException">Something is out of range; the message says what and what is allowed.</exception>
    public static void Check(TrainingOptions options)
    {
        Require(options.Epochs is >= 0 and <= 10_000, "There are 0 to 10,000 epochs.");
        Require(options.BatchSize is >= 1 and <= 65_536, "A batch has 1 to 65,536 conversations.");
        Require(options.LearningRate is > 0 and <= 10, "The learning rate is above 0 and at most 10.");
        Require(options.WeightDecay is >= 0 and <= 10, "The weight decay is 0 to 10.");
        Require(options.GradientClip > 0, "The gradient's largest norm is above 0.");
        Require(options.ValidationShare is > 0 and < 1, "The validation share is above 0 and below 1.");
        Require(options.CalibrationTrim is >= 0 and <= 0.5, "The share of calibration scores to trim is 0 to 0.5.");
        Require(options.TrimShare is >= 0 and < 0.5, "The share of conversations to trim is 0 or more and below 0.5.");
        Require(Enum.IsDefined(options.Optimizer), "The optimizer is not known.");
        Require(Enum.IsDefined(options.Schedule), "The schedule of the learning rate is not known.");
        Require(options.Patience is >= 0 and <= 10_000, "The patience is 0 to 10,000 epochs.");
        Require(options.TimeBudget is null || options.TimeBudget > TimeSpan.Zero, "A time budget is above zero.");
        Require(options.CheckpointInterval >= TimeSpan.Zero, "The time between two checkpoints is not negative.");
        Require(options.CheckpointPath is null || !string.IsNullOrWhiteSpace(options.CheckpointPath), "A checkpoint's path has characters.");
        Require(!options.Resume || options.CheckpointPath is not null, "To resume, name the checkpoint to go on from.");
    }

    private static void Require(bool holds, string rule)
    {
        if (!holds) throw new ArgumentException(rule);
    }
}
