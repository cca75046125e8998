namespace NetAnomaly.Models.Training;

/// <summary>Keeps the weights of the best epoch so far.</summary>
internal sealed class BestWeights(nn.Module network) : IDisposable
{
    private Dictionary<string, Tensor>? weights;

    /// <summary>The best epoch so far; 0 where none was ever kept.</summary>
    public int Epoch { get; private set; }

    /// <summary>Its cost; infinite where none was ever kept.</summary>
    public double Cost { get; private set; } = double.PositiveInfinity;

    /// <summary>Its weights; the tensors themselves, not copies.</summary>
    public IEnumerable<KeyValuePair<string, Tensor>> Weights => weights ?? [];

    /// <summary>Keeps the network's weights if the cost is the least so far.</summary>
    public void Offer(int epoch, double cost)
    {
        if (cost < Cost) Keep(epoch, cost, network.state_dict());
    }

    /// <summary>Keeps copies of some weights.</summary>
    public void Keep(int epoch, double cost, IEnumerable<KeyValuePair<string, Tensor>> kept)
    {
        using var quiet = no_grad();
        var copies = kept.ToDictionary(pair => pair.Key, pair => pair.Value.detach().clone().DetachFromDisposeScope());
        Dispose();
        (weights, Epoch, Cost) = (copies, epoch, cost);
    }

    /// <summary>Gives the network the best weights back.</summary>
    public void Restore()
    {
        if (weights is not null) network.load_state_dict(weights);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var weight in weights?.Values ?? Enumerable.Empty<Tensor>()) weight.Dispose();
        weights = null;
    }
}
