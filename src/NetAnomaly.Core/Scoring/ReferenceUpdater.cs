using NetAnomaly.Core.Conversations;
using NetAnomaly.Core.Detectors.Vectors;

namespace NetAnomaly.Core.Scoring;

/// <summary>
/// Teaches models that judge by reference points another class, from a handful of flows and without training.
/// </summary>
internal static class ReferenceUpdater
{
    /// <summary>
    /// A model that knows one class more, or more of a known one. The model given stays as it is; calibration and
    /// threshold are its own.
    /// </summary>
    /// <param name="model">A trained model of <see cref="ModelArchitecture.Metric"/>, with its weights loaded.</param>
    /// <param name="flows">
    /// Flows of that class, with the feature columns of training; at least one. A model with a sequence encoder sees
    /// them in conversations, made of them as the model groups flows.
    /// </param>
    /// <param name="label">The name of the class.</param>
    /// <exception cref="ArgumentException">There is no flow, or one has other columns, or the name is
    /// empty.</exception>
    /// <exception cref="InvalidOperationException">The model is not trained or not loaded.</exception>
    /// <exception cref="NotSupportedException">The model keeps no reference points.</exception>
    public static AnomalyModel AddReferences(AnomalyModel model, IReadOnlyList<FlowRecord> flows, string label)
    {
        var loaded = LoadedModel.Of(model);
        if (loaded.Detector is not VectorDetector { Inner: IReferenceDetector references } detector)
        {
            throw new NotSupportedException(
                $"The model '{model.Name}' is a {model.Architecture} model, which keeps no reference points.");
        }

        var taught = references.Context == 1
            ? references.AddReferences(detector.Vectors(flows), label)
            : InConversations(references, detector, model.Spec, flows, label);
        return new AnomalyModel(
            model.Spec,
            model.Provenance! with
            {
                AddedClasses = [.. model.Provenance.AddedClasses.Append(label).Distinct(StringComparer.Ordinal)],
            },
            new LoadedModel(detector.With(taught, taught.Classes), loaded.Calibration, loaded.Threshold)
            {
                Provider = loaded.Provider, Incidents = loaded.Incidents,
            });
    }

    private static IReferenceDetector InConversations(
        IReferenceDetector references, VectorDetector detector, ModelSpec spec, IReadOnlyList<FlowRecord> flows,
        string label)
    {
        Conversation[] conversations = [.. ConversationBuilder.Build(flows, ConversationOptions.Of(spec))];
        return references.AddReferences(
            detector.Vectors([.. conversations.SelectMany(conversation => conversation.Flows)]),
            VectorDetector.Positions(conversations), label);
    }
}
