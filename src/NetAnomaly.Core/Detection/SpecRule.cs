namespace NetAnomaly.Core.Detection;

/// <summary>What a description must keep to.</summary>
internal static class SpecRule
{
    /// <summary>Requires that a rule holds.</summary>
    /// <param name="holds">Whether it does.</param>
    /// <param name="rule">What is allowed, as a sentence.</param>
    /// <exception cref="ArgumentException">It does not.</exception>
    public static void Require(bool holds, string rule)
    {
        if (!holds) throw new ArgumentException(rule);
    }

    /// <summary>Requires that a kind learns without labels.</summary>
    /// <exception cref="ArgumentException">The model is to learn from labels.</exception>
    public static void RequireUnsupervised(ModelSpec spec) => Require(
        spec.Learning == LearningMode.Unsupervised, $"{spec.Architecture} models learn without labels only.");
}
