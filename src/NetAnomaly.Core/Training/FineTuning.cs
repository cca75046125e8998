using NetAnomaly.Core.Detectors;
using NetAnomaly.Core.Detectors.Networks;

namespace NetAnomaly.Core.Training;

/// <summary>What a model is that starts from the weights of another.</summary>
internal static class FineTuning
{
    /// <summary>
    /// The other's words and shape; name, seed, what is learned and how flows make a score are the model's own.
    /// </summary>
    /// <param name="model">What is to be learned.</param>
    /// <param name="origin">What the weights come from.</param>
    /// <exception cref="ArgumentException">The two are of different architectures or presets, or the one is no network
    /// of words.</exception>
    public static ModelSpec Spec(ModelSpec model, ModelSpec origin)
    {
        var all = DetectorKinds.Standard;
        if (all.Of(model.Architecture) is not IWordNetworkKind kind)
        {
            var networks = string.Join(", ", all.All.OfType<IWordNetworkKind>().Select(one => one.Architecture));
            throw new ArgumentException(
                $"{model.Architecture} models have no weights to start from; models of these architectures have: "
                + $"{networks}.");
        }

        if ((model.Architecture, model.Preset) != (origin.Architecture, origin.Preset))
        {
            throw new ArgumentException(
                $"A {model.Preset} {model.Architecture} model cannot start from the {origin.Preset} "
                + $"{origin.Architecture} model '{origin.Name}'.");
        }

        if (!kind.ClassifierIsAlike(model.Preset)
            && (model.Learning == LearningMode.Supervised) != (origin.Learning == LearningMode.Supervised))
        {
            throw new ArgumentException(
                $"The published {model.Architecture} classifier has other layers than the published language model: "
                + "the one cannot start from the other.");
        }

        var own = model.OptionsOf<WordNetworkOptions>();
        return origin with
        {
            Name = model.Name,
            Learning = model.Learning,
            Aggregate = model.Aggregate,
            Seed = model.Seed,
            Options = origin.OptionsOf<WordNetworkOptions>() with
            {
                MergeAttackClasses = own.MergeAttackClasses, Dropout = own.Dropout, WordVectors = false,
            },
        };
    }
}
