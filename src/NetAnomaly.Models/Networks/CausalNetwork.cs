using NetAnomaly.Models.LanguageModels;

namespace NetAnomaly.Models.Networks;

/// <summary>
/// A network that predicts each word from those before it, all positions in one pass: in (batch, length, factors) of ids, out one
/// (batch, length, words) of logits per factor. Output t has seen inputs up to t and none behind it.
/// </summary>
internal abstract class CausalNetwork(string name) : WordNetwork(name)
{
    public sealed override Tensor[] Predict(WordBatch batch) => forward(Device.Put(batch.Before()));

    public abstract Tensor[] forward(Tensor input);
}
