namespace NetAnomaly.Models.Networks;

/// <summary>
/// A network that reads words in order, all positions in one pass: in (batch, length, factors) of ids, out one (batch,
/// length, width) of logits per head. Output t has seen inputs up to t and none behind it.
/// </summary>
internal abstract class CausalNetwork(string name) : WordNetwork(name)
{
    public sealed override Tensor[] Predict(WordBatch batch) => forward(Device.ToDevice(batch.Before()));

    public sealed override Tensor[] Read(WordBatch batch) => forward(Device.ToDevice(batch.Targets()));

    public abstract Tensor[] forward(Tensor input);
}
