namespace NetAnomaly.Core.Detection;

/// <summary>Makes detectors of some architectures: the seam between the core and the engines.</summary>
internal interface IDetectorFactory
{
    /// <summary>What stands where an engine's name would, for detectors that need none.</summary>
    const string NoEngine = "Core";

    /// <summary>The engine's name: <c>Core</c>, <c>Embedded</c>, <c>Torch</c>.</summary>
    string Engine { get; }

    /// <summary>What it computes on: <c>cpu</c>, <c>cuda:0</c>.</summary>
    string Device => "cpu";

    /// <summary>The numbers that it computes with.</summary>
    EnginePrecision Precision => EnginePrecision.Single;

    /// <summary>Whether it can make this kind.</summary>
    bool Supports(ModelArchitecture architecture);

    /// <summary>Trains a detector. The same job gives the same detector to the bit on the same machine.</summary>
    /// <exception cref="OperationCanceledException">It was cancelled; nothing is left behind.</exception>
    TrainedDetector Train(TrainingJob job, IProgress<TrainingProgress>? progress, CancellationToken cancellation);

    /// <summary>
    /// How many bytes the weights of a detector can take at most, by what it is: a larger file is refused before
    /// anything of it is unpacked.
    /// </summary>
    /// <param name="spec">What it is.</param>
    /// <param name="state">What it knows beside its weights.</param>
    /// <exception cref="InvalidDataException">The state does not fit the description.</exception>
    long MostWeightBytes(ModelSpec spec, DetectorState state) => long.MaxValue;

    /// <summary>Restores a detector from its file.</summary>
    /// <param name="spec">What it is.</param>
    /// <param name="state">What it knows beside its weights.</param>
    /// <param name="weights">Its weights as safetensors; <see langword="null"/> where it has none.</param>
    /// <exception cref="InvalidDataException">The weights or the state do not fit the description.</exception>
    IDetector Load(ModelSpec spec, DetectorState state, Stream? weights);
}
