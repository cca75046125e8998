namespace NetAnomaly.Core.Detection;

/// <summary>Who makes which architecture. Detectors that are made of others ask it.</summary>
internal interface IDetectorRegistry
{
    /// <summary>The one that speaks for what detectors are computed on: an engine's where there is one.</summary>
    IDetectorFactory Primary { get; }

    /// <summary>The first that makes an architecture.</summary>
    /// <exception cref="NotSupportedException">None does.</exception>
    IDetectorFactory FactoryFor(ModelArchitecture architecture);

    /// <summary>What is known of an architecture.</summary>
    /// <exception cref="ArgumentException">It is not known.</exception>
    IDetectorKind KindOf(ModelArchitecture architecture);
}
