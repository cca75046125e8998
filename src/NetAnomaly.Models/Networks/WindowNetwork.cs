namespace NetAnomaly.Models.Networks;

/// <summary>
/// A published network: it sees a window of words, padded on the left. In (windows, context, factors) of ids, out one
/// (windows, width) of logits per head.
/// </summary>
internal abstract class WindowNetwork(string name, int context) : WordNetwork(name)
{
    /// <summary>
    /// Each word is a piece of its own, as often as it occurs: the published training weighs nothing.
    /// </summary>
    public override ChunkShape Shape(int factors) => new(factors, context, MaxLength: 1, Repeats: true);

    public sealed override Tensor[] Predict(WordBatch batch) => Tell(batch.Contexts());

    /// <summary>The window ends with the word that is told of.</summary>
    public override ChunkShape ReadingShape(int factors) => Shape(factors) with { Context = context - 1 };

    public sealed override Tensor[] Read(WordBatch batch) => Tell(batch.Windows());

    public abstract Tensor[] forward(Tensor input);

    /// <summary>
    /// The ids as <see cref="forward"/> takes them, which come from the host: on the device, unless the network looks
    /// at them before.
    /// </summary>
    protected virtual Tensor Place(Tensor ids) => Device.ToDevice(ids);

    private Tensor[] Tell(Tensor ids) => [.. forward(Place(ids)).Select(logits => logits.unsqueeze(1))];
}
