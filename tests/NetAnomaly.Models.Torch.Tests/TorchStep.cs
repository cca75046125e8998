extern alias Torch;

using NetAnomaly.Core.Detectors.Vectors;
using Torch::NetAnomaly.Models.Devices;
using Torch::NetAnomaly.Models.Metric.Losses;
using Torch::NetAnomaly.Models.Metric;
using Torch::NetAnomaly.Models.Networks;
using Torch::NetAnomaly.Models.Training;
using Torch::NetAnomaly.Models.Words;

namespace NetAnomaly.Models.Torch.Tests;

/// <summary>One step of training on the engine Torch, as the trainer takes it.</summary>
internal static class TorchStep
{
    /// <summary>
    /// The loss, and by name the gradients and the weights behind one step of AdamW, from the weights given.
    /// </summary>
    /// <param name="spec">The network.</param>
    /// <param name="sizes">Ids per factor.</param>
    /// <param name="classes">Classes that it tells apart; 0 where it predicts words.</param>
    /// <param name="weights">Where it begins.</param>
    /// <param name="conversations">Ids.</param>
    public static StepResult Take(ModelSpec spec, int[] sizes, int classes, Stream weights, int[][] conversations)
    {
        using var scope = TorchSharp.torch.NewDisposeScope();
        using var network = classes > 0
            ? WordNetworks.CreateClassifier(spec, sizes, classes)
            : WordNetworks.Create(spec, sizes);
        WeightReader.Read(network, weights);
        network.train();
        using var optimizer = HostDevice.Instance.CreateOptimizer(
            [.. network.named_parameters().Select(named => (named.name, named.parameter))],
            new OptimizerOptions(TrainingOptimizer.AdamW, 0.1));
        network.zero_grad();
        var batch = Batch(network, conversations, sizes.Length);
        var loss = classes > 0
            ? Judged(network, batch, classes)
            : WordNetworkLoss.Surprisals(network, batch).Select(factor => factor.sum())
                .Aggregate((sum, factor) => sum + factor);
        loss.backward();
        var gradients = network.named_parameters().ToDictionary(
            named => named.name, named => named.parameter.grad!.data<float>().ToArray());
        optimizer.Step(0.01);
        return new StepResult(
            loss.item<float>(), gradients,
            network.state_dict().Where(pair => pair.Value.is_floating_point())
                .ToDictionary(pair => pair.Key, pair => pair.Value.data<float>().ToArray()));
    }

    /// <summary>The loss of encoders of a metric model, and its gradients by name, from the model's file.</summary>
    public static StepResult OfEncoders(ModelSpec spec, VectorData data, Stream file)
    {
        using var scope = TorchSharp.torch.NewDisposeScope();
        var metric = spec.OptionsOf<MetricOptions>() with { Dropout = 0 };
        using var encoders = EncoderSet.Create(metric, data.Width, spec.Seed);
        var memory = MetricWeights.Read(encoders, metric, data.Width, file);
        encoders.train();
        var loss = EncoderLoss.Sum(
            encoders.Learn(RowSource.Of(data, memory.Scale, metric).Gather([.. Enumerable.Range(0, data.Rows)])),
            data.Labels, metric);
        loss.backward();
        return new StepResult(
            loss.item<float>(),
            encoders.Learned().ToDictionary(
                named => named.Name, named =>
                    named.Parameter.grad!.data<float>().ToArray()), new Dictionary<string, float[]>());
    }

    // Every word is of the next class.
    private static TorchSharp.torch.Tensor Judged(WordNetwork network, WordBatch batch, int classes)
    {
        var logits = network.Read(batch)[0];
        var weights = new float[logits.shape[0] * logits.shape[1] * classes];
        for (var word = 0; word < weights.Length / classes; word++) weights[(word * classes) + (word % classes)] = 1;
        return JudgedBatch.Of(logits, weights, HostDevice.Instance).Sum;
    }

    private static WordBatch Batch(WordNetwork network, int[][] conversations, int factors)
    {
        var shape = network.Shape(factors);
        return WordBatch.Of([.. conversations.SelectMany(ids => Chunks.Cut(ids, shape))], shape);
    }
}
