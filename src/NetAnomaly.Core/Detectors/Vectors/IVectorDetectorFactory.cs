namespace NetAnomaly.Core.Detectors.Vectors;

/// <summary>
/// Makes detectors on feature vectors, of some architectures: the seam between the core and the engines.
/// </summary>
internal interface IVectorDetectorFactory
{
    /// <summary>The engine's name: <c>Core</c>, <c>Embedded</c>, <c>Torch</c>.</summary>
    string Engine { get; }

    /// <summary>What it computes on: <c>cpu</c>, <c>cuda:0</c>.</summary>
    string Device => "cpu";

    /// <summary>The numbers that it computes with.</summary>
    EnginePrecision Precision => EnginePrecision.Single;

    /// <summary>Whether it can make this kind.</summary>
    bool Supports(ModelArchitecture architecture);

    /// <summary>Whether a model judges a flow together with those before it in its conversation.</summary>
    bool SeesEarlierFlows(ModelSpec spec) => false;

    /// <summary>Trains a detector. The same job gives the same detector to the bit on the same machine.</summary>
    /// <exception cref="OperationCanceledException">It was cancelled; nothing is left behind.</exception>
    TrainedVectors Train(VectorJob job, IProgress<TrainingProgress>? progress, CancellationToken cancellation);

    /// <summary>Restores a detector from its file.</summary>
    /// <param name="spec">What it is.</param>
    /// <param name="width">Numbers per row that it is to judge.</param>
    /// <param name="weights">Its weights as safetensors.</param>
    /// <exception cref="InvalidDataException">The weights do not fit the description.</exception>
    IVectorDetector Load(ModelSpec spec, int width, Stream weights);
}
