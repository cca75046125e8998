namespace NetAnomaly.Core.Training;

/// <summary>What a model is that starts from the weights of another.</summary>
public static class FineTuning
{
    /// <summary>The other's words and shape; name, seed, what is learnt and how flows make a score are the model's own.</summary>
    /// <param name="model">What is to be learnt.</param>
    /// <param name="origin">What the weights come from.</param>
    /// <exception cref="ArgumentException">The two are of different architectures or presets, or the one is no network of words.</exception>
    public static ModelSpec Spec(ModelSpec model, ModelSpec origin)
    {
        if (model.Architecture is not (ModelArchitecture.Clstm or ModelArchitecture.Transformer or ModelArchitecture.BiLstm))
        {
            throw new ArgumentException($"{model.Architecture} models have no weights to start from; Clstm, Transformer and BiLstm models have.");
        }

        if ((model.Architecture, model.Preset) != (origin.Architecture, origin.Preset))
        {
            throw new ArgumentException($"A {model.Preset} {model.Architecture} model cannot start from the {origin.Preset} {origin.Architecture} model '{origin.Name}'.");
        }

        if (model.Preset == ModelPreset.Published && model.Architecture != ModelArchitecture.BiLstm
            && (model.Learning == LearningMode.Supervised) != (origin.Learning == LearningMode.Supervised))
        {
            throw new ArgumentException($"The published {model.Architecture} classifier has other layers than the published language model: the one cannot start from the other.");
        }

        return origin with
        {
            Name = model.Name, Learning = model.Learning, MergeAttackClasses = model.MergeAttackClasses, Aggregate = model.Aggregate, Seed = model.Seed, Dropout = model.Dropout,
            WordVectors = false,
        };
    }
}
