using NetAnomaly.Models.Engines;
using NetAnomaly.Models.LanguageModels;

namespace NetAnomaly.Models.Networks;

/// <summary>A network that predicts the words of conversations, none of which it has seen itself when it predicts it.</summary>
internal abstract class WordNetwork(string name) : nn.Module(name)
{
    /// <summary>Where it computes; what goes in must be put there, what comes out lies there.</summary>
    public INetworkDevice Device { get; private set; } = NetworkDevice.Host;

    /// <summary>Moves it, weights and all.</summary>
    public void MoveTo(INetworkDevice device)
    {
        device.Take(this);
        Device = device;
    }

    /// <summary>How conversations are cut for it.</summary>
    public virtual PieceShape Shape(int factors) => new(factors);

    /// <summary>Logits of every word to predict: one (pieces, length, words) per factor.</summary>
    public abstract Tensor[] Predict(WordBatch batch);
}
