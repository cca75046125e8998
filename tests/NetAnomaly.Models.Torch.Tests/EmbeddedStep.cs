extern alias Embedded;

using Embedded::NetAnomaly.Models.LanguageModels;
using Embedded::NetAnomaly.Models.Networks;
using Embedded::NetAnomaly.Models.Training;

namespace NetAnomaly.Models.Torch.Tests;

/// <summary>One step of training on the engine Embedded, as the trainer takes it.</summary>
internal static class EmbeddedStep
{
    /// <summary>The loss, and by name the gradients and the weights behind one step of AdamW, from the weights given.</summary>
    public static StepResult Take(ModelSpec spec, int[] sizes, Stream weights, int[][] conversations)
    {
        using var scope = NetAnomaly.Tensors.torch.NewDisposeScope();
        using var network = WordNetworks.Create(spec, sizes);
        WeightReader.Read(network, weights);
        network.train();
        using var optimizer = NetAnomaly.Tensors.torch.optim.AdamW(network.parameters(), lr: 0.01, weight_decay: 0.1);
        optimizer.zero_grad();
        var loss = WordNetworkLoss.Surprisals(network, Batch(network, conversations, sizes.Length)).Select(factor => factor.sum()).Aggregate((sum, factor) => sum + factor);
        loss.backward();
        var gradients = network.named_parameters().ToDictionary(named => named.name, named => named.parameter.grad!.data<float>().ToArray());
        optimizer.step();
        return new StepResult(
            loss.item<float>(), gradients, network.state_dict().ToDictionary(pair => pair.Key, pair => pair.Value.data<float>().ToArray()));
    }

    private static WordBatch Batch(WordNetwork network, int[][] conversations, int factors)
    {
        var shape = network.Shape(factors);
        return WordBatch.Of([.. conversations.SelectMany(ids => Pieces.Cut(ids, shape))], shape);
    }
}
