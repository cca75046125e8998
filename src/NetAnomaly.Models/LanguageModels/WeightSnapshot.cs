using NetAnomaly.Models.Networks;

namespace NetAnomaly.Models.LanguageModels;

/// <summary>Keeps the weights of the best epoch so far.</summary>
internal sealed class WeightSnapshot(WordNetwork network) : IDisposable
{
    private Dictionary<string, Tensor>? weights;
    private double best = double.PositiveInfinity;
    private int epoch;

    /// <summary>Keeps the network's weights if the loss is the least so far.</summary>
    public void Offer(int epoch, double loss)
    {
        if (!(loss < best)) return;
        Free();
        using var quiet = no_grad();
        weights = network.state_dict().ToDictionary(pair => pair.Key, pair => pair.Value.detach().clone().DetachFromDisposeScope());
        best = loss;
        this.epoch = epoch;
    }

    /// <summary>Gives the network the best weights back.</summary>
    /// <returns>Their epoch; 0 where none was ever kept.</returns>
    public int Restore()
    {
        if (weights is not null) network.load_state_dict(weights);
        return epoch;
    }

    /// <inheritdoc/>
    public void Dispose() => Free();

    private void Free()
    {
        foreach (var weight in weights?.Values ?? Enumerable.Empty<Tensor>()) weight.Dispose();
        weights = null;
    }
}
