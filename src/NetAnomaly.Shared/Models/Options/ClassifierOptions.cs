using NetAnomaly.Internal;

namespace NetAnomaly;

/// <summary>Options of a detector that can learn from labels.</summary>
public abstract record ClassifierOptions : DetectorOptions
{
    /// <summary>
    /// For <see cref="LearningMode.Supervised"/>: whether all attacks are one class; otherwise every attack name is a
    /// class of its own.
    /// </summary>
    [ModelParameter(Name = "MultiClass", IsInverse = true, Only = ParameterCondition.Classifier)]
    public bool MergeAttackClasses { get; init; } = true;
}
