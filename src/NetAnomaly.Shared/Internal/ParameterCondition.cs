namespace NetAnomaly.Internal;

/// <summary>The models of an architecture that an option has an effect on.</summary>
internal enum ParameterCondition
{
    /// <summary>All.</summary>
    None,

    /// <summary>Those of <see cref="ModelPreset.Published"/>.</summary>
    Published,

    /// <summary>Those of <see cref="ModelPreset.Published"/> that learn from labels what to tell apart.</summary>
    PublishedClassifier,

    /// <summary>Those of <see cref="LearningMode.Supervised"/>.</summary>
    Classifier,

    /// <summary>All but those of <see cref="LearningMode.Supervised"/>.</summary>
    LanguageModel,
}
