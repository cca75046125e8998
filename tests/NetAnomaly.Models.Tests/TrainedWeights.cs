namespace NetAnomaly.Models.Tests;

/// <summary>What a training ended with.</summary>
internal sealed record TrainedWeights(float[] Values, IReadOnlyList<TrainingEpoch> History, int BestEpoch)
{
    /// <summary>The weights of a network, by name, and how it was trained.</summary>
    public static TrainedWeights Of(nn.Module network, (IReadOnlyList<TrainingEpoch> History, int BestEpoch) trained) =>
        new(
        [
            .. network.state_dict().OrderBy(pair => pair.Key, StringComparer.Ordinal)
                .Where(pair => pair.Value.dtype == ScalarType.Float32)
                .SelectMany(pair => pair.Value.data<float>().ToArray()),
        ],
        trained.History,
        trained.BestEpoch);
}
