using NetAnomaly.Core.Detection;

namespace NetAnomaly.Core.Detectors.Metric;

/// <summary>What a description of a metric-learning model must keep to.</summary>
internal static class MetricRules
{
    /// <summary>Checks a description.</summary>
    /// <exception cref="ArgumentException">
    /// Something is out of range; the message says what and what is allowed.
    /// </exception>
    public static void Check(MetricOptions options)
    {
        SpecRule.Require(options.EmbeddingSize is >= 1 and <= 4096, "A metric embedding is 1 to 4096 wide.");
        SpecRule.Require(
            options.HiddenSizes.Count <= 16 && options.HiddenSizes.All(size => size is >= 1 and <= 4096),
            "An encoder has up to 16 layers, each 1 to 4096 wide.");
        SpecRule.Require(options.Encoders is >= 1 and <= 64, "There are 1 to 64 encoders.");
        SpecRule.Require(
            options.DrawnEncoders >= 0 && options.DrawnEncoders <= options.Encoders,
            "Of the encoders 0 to all stay as they were drawn.");
        SpecRule.Require(
            options.FeatureShare is > 0 and <= 1,
            "An encoder sees a share of the features above 0 and at most 1.");
        SpecRule.Require(Enum.IsDefined(options.SequenceEncoder), "The sequence encoder is not known.");
        SpecRule.Require(options.ContextLength is >= 2 and <= 64, "A sequence encoder sees 2 to 64 flows.");
        SpecRule.Require(options.SequenceSize is >= 1 and <= 4096, "A sequence encoder is 1 to 4096 wide.");
        SpecRule.Require(
            options.SequenceEncoder != MetricSequenceEncoder.Transformer || options.SequenceSize % 4 == 0,
            $"The width of a Transformer over flows, {options.SequenceSize}, must be a multiple of 4.");
        SpecRule.Require(options.Dropout is >= 0 and < 1, "Dropout is at least 0 and below 1.");
        SpecRule.Require(Enum.IsDefined(options.Loss), "The loss is not known.");
        SpecRule.Require(Enum.IsDefined(options.Miner), "The miner is not known.");
        SpecRule.Require(Enum.IsDefined(options.Distance), "The distance is not known.");
        SpecRule.Require(Enum.IsDefined(options.ReferenceChoice), "The choice of references is not known.");
        SpecRule.Require(options.Margin is >= 0 and <= 1000, "A margin is 0 to 1000.");
        SpecRule.Require(options.Temperature is >= 1e-4 and <= 1000, "A temperature is 0.0001 to 1000.");
        SpecRule.Require(options.ClassesPerBatch is >= 2 and <= 256, "A batch has 2 to 256 classes.");
        SpecRule.Require(options.SamplesPerClass is >= 2 and <= 1024, "A batch has 2 to 1024 rows of a class.");
        SpecRule.Require(options.NormalWeight is >= 1 and <= 64, "A batch has 1 to 64 times as many normal rows.");
        SpecRule.Require(
            (options.ClassesPerBatch - 1 + options.NormalWeight) * options.SamplesPerClass <= 4096,
            "A batch has at most 4096 rows in all.");
        SpecRule.Require(
            options.Corruption is >= 0 and < 1,
            "The corrupted share of a view is at least 0 and below 1.");
        SpecRule.Require(options.NormalReferences is >= 1 and <= 65_536, "There are 1 to 65,536 normal references.");
        SpecRule.Require(options.ClassReferences is >= 1 and <= 65_536, "A class has 1 to 65,536 references.");
        SpecRule.Require(options.Attraction is >= 0 and <= 1000, "The attraction of attacks is 0 to 1000.");
        SpecRule.Require(options.Rarity is >= 0 and <= 1000, "The weight of rare values is 0 to 1000.");
        SpecRule.Require(options.Neighbors is >= 1 and <= 256, "There are 1 to 256 nearest references.");
    }
}
