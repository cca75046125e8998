using NetAnomaly.Models.Devices;

namespace NetAnomaly.Models.Networks;

/// <summary>
/// A network on the words of conversations. It can predict words that it has not seen, or tell something of those that
/// it has: its heads decide what it learns.
/// </summary>
internal abstract class WordNetwork(string name) : nn.Module(name)
{
    /// <summary>Where it computes; what goes in must be put there, what comes out lies there.</summary>
    public IDevice Device { get; private set; } = HostDevice.Instance;

    /// <summary>Moves it, weights and all.</summary>
    public void MoveTo(IDevice device)
    {
        device.MoveModule(this);
        Device = device;
    }

    /// <summary>How conversations are cut for predicting.</summary>
    public virtual ChunkShape Shape(int factors) => new(factors);

    /// <summary>How conversations are cut for reading.</summary>
    public virtual ChunkShape ReadingShape(int factors) => new(factors, Context: 0);

    /// <summary>
    /// Logits of every word of the pieces, none of which it has seen itself: one (pieces, length, width) per head.
    /// </summary>
    public abstract Tensor[] Predict(WordBatch batch);

    /// <summary>The same where each word has been seen itself.</summary>
    public abstract Tensor[] Read(WordBatch batch);
}
