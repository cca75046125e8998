namespace NetAnomaly.Core.Training;

/// <summary>What a description of a metric-learning model must keep to.</summary>
internal static class MetricSpecRules
{
    /// <summary>Checks a description.</summary>
    /// <exception cref="ArgumentException">Something is out of range; the message says what and what is allowed.</exception>
    public static void Check(MetricSpec spec)
    {
        Require(spec.EmbeddingSize is >= 1 and <= 4096, "A metric embedding is 1 to 4096 wide.");
        Require(spec.HiddenSizes.Count <= 16 && spec.HiddenSizes.All(size => size is >= 1 and <= 4096), "An encoder has up to 16 layers, each 1 to 4096 wide.");
        Require(spec.Encoders is >= 1 and <= 64, "There are 1 to 64 encoders.");
        Require(spec.DrawnEncoders >= 0 && spec.DrawnEncoders <= spec.Encoders, "Of the encoders 0 to all stay as they were drawn.");
        Require(spec.FeatureShare is > 0 and <= 1, "An encoder sees a share of the features above 0 and at most 1.");
        Require(Enum.IsDefined(spec.SequenceEncoder), "The sequence encoder is not known.");
        Require(spec.ContextLength is >= 2 and <= 64, "A sequence encoder sees 2 to 64 flows.");
        Require(spec.SequenceSize is >= 1 and <= 4096, "A sequence encoder is 1 to 4096 wide.");
        Require(spec.SequenceEncoder != MetricSequenceEncoder.Transformer || spec.SequenceSize % 4 == 0, $"The width of a Transformer over flows, {spec.SequenceSize}, must be a multiple of 4.");
        Require(Enum.IsDefined(spec.Loss), "The loss is not known.");
        Require(Enum.IsDefined(spec.Miner), "The miner is not known.");
        Require(Enum.IsDefined(spec.Distance), "The distance is not known.");
        Require(Enum.IsDefined(spec.ReferenceChoice), "The choice of references is not known.");
        Require(spec.Margin is >= 0 and <= 1000, "A margin is 0 to 1000.");
        Require(spec.Temperature is >= 1e-4 and <= 1000, "A temperature is 0.0001 to 1000.");
        Require(spec.ClassesPerBatch is >= 2 and <= 256, "A batch has 2 to 256 classes.");
        Require(spec.SamplesPerClass is >= 2 and <= 1024, "A batch has 2 to 1024 rows of a class.");
        Require(spec.NormalWeight is >= 1 and <= 64, "A batch has 1 to 64 times as many normal rows.");
        Require((spec.ClassesPerBatch - 1 + spec.NormalWeight) * spec.SamplesPerClass <= 4096, "A batch has at most 4096 rows in all.");
        Require(spec.Corruption is >= 0 and < 1, "The corrupted share of a view is at least 0 and below 1.");
        Require(spec.NormalReferences is >= 1 and <= 65_536, "There are 1 to 65,536 normal references.");
        Require(spec.ClassReferences is >= 1 and <= 65_536, "A class has 1 to 65,536 references.");
        Require(spec.Attraction is >= 0 and <= 1000, "The attraction of attacks is 0 to 1000.");
        Require(spec.Rarity is >= 0 and <= 1000, "The weight of rare values is 0 to 1000.");
        Require(spec.Neighbors is >= 1 and <= 256, "There are 1 to 256 nearest references.");
    }

    private static void Require(bool holds, string rule)
    {
        if (!holds) throw new ArgumentException(rule);
    }
}
