namespace NetAnomaly.Models.Networks;

/// <summary>
/// A network that predicts the words of a conversation: in (batch, length, factors) of ids, out one (batch, length, words) of logits per
/// factor. Output t has seen inputs up to t and none behind it.
/// </summary>
internal abstract class WordNetwork(string name) : nn.Module<Tensor, Tensor[]>(name);
