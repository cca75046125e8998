using NetAnomaly.Core.Detectors;

namespace NetAnomaly.Core.Engines;

/// <summary>
/// How much arithmetic a network is, roughly: two floating-point operations per weight that a word meets, three times
/// that in training (forward, and backward to inputs and to weights).
/// </summary>
internal static class ComputeCost
{
    /// <summary>
    /// Flows of a large nightly export: what scoring is taken to be, since how much will come is not known beforehand.
    /// </summary>
    public const long NightlyFlows = 1_000_000;

    private const int TrainingFactor = 3;

    /// <summary>Operations for scoring one flow; those of all its members for an ensemble.</summary>
    public static double PerFlow(ModelSpec spec) => DetectorKinds.Standard.WorkPerFlow(spec);

    /// <summary>Operations for training.</summary>
    public static double Training(ModelSpec spec, long flows, int epochs) =>
        PerFlow(spec) * TrainingFactor * flows * Math.Max(1, epochs);

    /// <summary>Operations for scoring a large nightly export.</summary>
    public static double Scoring(ModelSpec spec) => PerFlow(spec) * NightlyFlows;
}
