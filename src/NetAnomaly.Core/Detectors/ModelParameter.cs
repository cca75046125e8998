using System.Reflection;
using NetAnomaly.Internal;

namespace NetAnomaly.Core.Detectors;

/// <summary>An option of one kind of detector as users give it.</summary>
internal sealed class ModelParameter
{
    private readonly PropertyInfo option;
    private readonly ModelParameterAttribute use;

    private ModelParameter(PropertyInfo option, ModelParameterAttribute use) => (this.option, this.use) = (option, use);

    /// <summary>The parameter's name, such as <c>MaxWords</c>.</summary>
    public string Name => use.Name ?? option.Name;

    /// <summary>The name of the option in its record.</summary>
    public string Option => option.Name;

    /// <summary>What the parameter takes.</summary>
    public Type Type => option.PropertyType;

    /// <summary>Whether it has an effect on models only that learn from labels what to tell apart.</summary>
    public bool NeedsLabels => use.Only is ParameterCondition.Classifier or ParameterCondition.PublishedClassifier;

    /// <summary>The parameters of a record of options: its public properties that can be initialised.</summary>
    public static IReadOnlyList<ModelParameter> Of(Type options) =>
    [
        .. from option in options.GetProperties(BindingFlags.Public | BindingFlags.Instance)
           where option.SetMethod is { IsPublic: true }
           let use = option.GetCustomAttribute<ModelParameterAttribute>() ?? new ModelParameterAttribute()
           select new ModelParameter(option, use),
    ];

    /// <summary>The value of the parameter in some options.</summary>
    public object? Get(DetectorOptions options) => Turned(option.GetValue(options));

    /// <summary>The option that it sets, with its value in a model.</summary>
    /// <param name="options">The options of the model.</param>
    /// <param name="isOffered">Whether users can give the parameter.</param>
    public ArchitectureOption Describe(DetectorOptions options, bool isOffered) =>
        new(Option, isOffered ? Name : null, Type.Name, option.GetValue(options));

    /// <summary>The options with another value.</summary>
    public DetectorOptions With(DetectorOptions options, object? value)
    {
        var changed = options with { };
        option.SetValue(changed, Turned(value));
        return changed;
    }

    /// <summary>Whether the parameter has an effect on a model.</summary>
    public bool AppliesTo(ModelSpec spec) => Holds(spec) && !IsIdle(spec.Options);

    /// <summary>What the model would have to be for the parameter to have an effect; empty where it has one.</summary>
    /// <param name="spec">The model.</param>
    /// <param name="spell">How a parameter's name is written.</param>
    public string Missing(ModelSpec spec, Func<string, string> spell)
    {
        if (IsIdle(spec.Options)) return $" without {spell(use.With!)}";
        if (Holds(spec)) return "";
        var (preset, learning) = (spell(nameof(ModelSpec.Preset)), spell(nameof(ModelSpec.Learning)));
        return use.Only switch
        {
            ParameterCondition.Published => $" without {preset} {ModelPreset.Published}",
            ParameterCondition.PublishedClassifier =>
                $" without {preset} {ModelPreset.Published} and {learning} {LearningMode.Supervised}",
            ParameterCondition.LanguageModel => $" with {learning} {LearningMode.Supervised}",
            _ => $" without {learning} {LearningMode.Supervised}",
        };
    }

    /// <summary>Whether the option that this one needs beside it is left out.</summary>
    public bool IsIdle(DetectorOptions options)
    {
        if (use.With is not { } name) return false;
        var other = options.GetType().GetProperty(name)!;
        return Equals(other.GetValue(options), Activator.CreateInstance(other.PropertyType));
    }

    private bool Holds(ModelSpec spec) => use.Only switch
    {
        ParameterCondition.Published => spec.Preset == ModelPreset.Published,
        ParameterCondition.PublishedClassifier =>
            spec is { Preset: ModelPreset.Published, Learning: LearningMode.Supervised },
        ParameterCondition.Classifier => spec.Learning == LearningMode.Supervised,
        ParameterCondition.LanguageModel => spec.Learning != LearningMode.Supervised,
        _ => true,
    };

    private object? Turned(object? value) => use.IsInverse ? value is not true : value;
}
