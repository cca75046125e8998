using NetAnomaly.Models.Devices;
using NetAnomaly.Models.Training;

namespace NetAnomaly.Models.Words;

/// <summary>What a network says of a batch whose classes are known.</summary>
/// <param name="Sum">Weighted sum of −log p of the true classes, nats, with its gradient on its way back
/// possible.</param>
/// <param name="Cost">The same as a number.</param>
/// <param name="Right">Weight of the words whose class was the likeliest.</param>
/// <param name="Whole">Weight of all words.</param>
internal sealed record JudgedBatch(Tensor Sum, double Cost, double Right, double Whole)
{
    /// <summary>
    /// Judges logits (pieces, length, classes), which lie on a device, by the weights of each word for each class;
    /// padding has none.
    /// </summary>
    public static JudgedBatch Of(Tensor logits, float[] weights, IDevice device)
    {
        var classes = (int)logits.shape[2];
        var likelihood = nn.functional.log_softmax(device.ToFloat32(logits).reshape(-1, classes), 1);
        var sum = -(likelihood * HostDevice.Instance.ToDeviceOf(likelihood,
            tensor(weights, [weights.Length / classes, classes]))).sum();
        var guesses = device.ToInt64s(likelihood.detach().argmax(1));
        double right = 0, whole = 0;
        for (var i = 0; i < weights.Length; i++)
        {
            whole += weights[i];
            if (guesses[i / classes] == i % classes) right += weights[i];
        }

        return new JudgedBatch(sum, sum.item<float>(), right, whole);
    }

    /// <summary>Adds it up with others.</summary>
    public void AddTo(LossAccumulator tally)
    {
        tally.AddLoss(0, Cost, Whole);
        tally.AddRight(Right, Whole);
    }
}
