namespace NetAnomaly.Core.Engines;

/// <summary>
/// How much arithmetic a network is, roughly: two floating-point operations per weight that a word meets, three times that in training
/// (forward, and backward to inputs and to weights).
/// </summary>
public static class ComputeCost
{
    /// <summary>Flows of a large nightly export: what scoring is taken to be, since how much will come is not known beforehand.</summary>
    public const long NightlyFlows = 1_000_000;

    private const int TrainingFactor = 3;

    /// <summary>Operations for scoring one flow; those of all its members for an ensemble.</summary>
    public static double PerFlow(ModelSpec spec) => spec.Architecture == ModelArchitecture.Ensemble ? spec.Members.Sum(PerFlow) : OfNetwork(spec);

    /// <summary>Operations for training.</summary>
    public static double Training(ModelSpec spec, long flows, int epochs) => PerFlow(spec) * TrainingFactor * flows * Math.Max(1, epochs);

    /// <summary>Operations for scoring a large nightly export.</summary>
    public static double Scoring(ModelSpec spec) => PerFlow(spec) * NightlyFlows;

    private static double OfNetwork(ModelSpec spec)
    {
        double width = spec.EmbeddingSize, hidden = spec.HiddenSize;
        var (body, last) = spec.Architecture switch
        {
            ModelArchitecture.Clstm => ((spec.ConvolutionLayers * width * width * spec.KernelSize) + Lstm(width, hidden, spec.RecurrentLayers), hidden),
            ModelArchitecture.Transformer => (spec.AttentionLayers * ((4 * width * width) + (2 * width * spec.FeedForwardSize)), width),
            ModelArchitecture.BiLstm => (2 * Lstm(width, hidden, spec.RecurrentLayers), 2 * hidden),
            _ => (0, 0),
        };

        // The published networks read a whole window for every word.
        var windows = spec.Preset == ModelPreset.Published ? spec.ContextLength : 1;
        return 2 * ((windows * body) + (last * spec.MaxWords * spec.Schemes.Count));
    }

    private static double Lstm(double width, double hidden, int layers) => (4 * hidden * (width + hidden)) + ((layers - 1) * 8 * hidden * hidden);
}
