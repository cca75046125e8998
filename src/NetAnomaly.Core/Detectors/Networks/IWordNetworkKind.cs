using NetAnomaly.Core.Detection;

namespace NetAnomaly.Core.Detectors.Networks;

/// <summary>
/// A kind whose models are networks of words: they have weights that another training can start from.
/// </summary>
internal interface IWordNetworkKind : IDetectorKind
{
    /// <summary>
    /// Whether the classifier has the layers of the language model, so that either can start from the other.
    /// </summary>
    bool ClassifierIsAlike(ModelPreset preset);
}
