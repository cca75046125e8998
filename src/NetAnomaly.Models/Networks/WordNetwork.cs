using NetAnomaly.Models.LanguageModels;

namespace NetAnomaly.Models.Networks;

/// <summary>A network that predicts the words of conversations, none of which it has seen itself when it predicts it.</summary>
internal abstract class WordNetwork(string name) : nn.Module(name)
{
    /// <summary>How conversations are cut for it.</summary>
    public virtual PieceShape Shape(int factors) => new(factors);

    /// <summary>Logits of every word to predict: one (pieces, length, words) per factor.</summary>
    public abstract Tensor[] Predict(WordBatch batch);
}
