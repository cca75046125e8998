using NetAnomaly.Core.Conversations;
using NetAnomaly.Core.Datasets;
using NetAnomaly.Core.Detectors;
using NetAnomaly.Core.Training;
using NetAnomaly.Flows;

namespace NetAnomaly.Core.Services;

/// <summary>Trains models: the same for cmdlets and the console host.</summary>
internal static class TrainingService
{
    /// <summary>An empty dataset of what a model learns from.</summary>
    public static ConversationTableBuilder Gather(TrainingRequest request) =>
        new(
            request.Model.Schemes, request.Options.ExcludeLabels,
            DetectorKinds.Standard.Needs(request.Model.Spec).Features);

    /// <summary>Gathers all that a source gives.</summary>
    public static async Task<ConversationTable> GatherAsync(
        TrainingRequest request, IFlowSource source, IProgress<ScanProgress>? progress, CancellationToken cancellation)
    {
        var dataset = Gather(request);
        var builder = new ConversationBuilder(ConversationOptions.Of(request.Model.Spec));
        var flows = 0L;
        await foreach (var batch in source.ReadAsync(cancellation).ConfigureAwait(false))
        {
            foreach (var conversation in batch.Flows.SelectMany(builder.Add)) dataset.Add(conversation);
            flows += batch.Flows.Count;
            progress?.Report(new ScanProgress(flows, batch.End.Source));
        }

        foreach (var conversation in builder.Complete()) dataset.Add(conversation);
        return dataset.Build();
    }

    /// <summary>Trains on a dataset.</summary>
    /// <param name="registry">Makes the detectors, on the engine chosen.</param>
    /// <param name="request">What, and how.</param>
    /// <param name="dataset">The conversations.</param>
    /// <param name="progress">Told how far it is.</param>
    /// <param name="cancellation">Stops it.</param>
    /// <exception cref="ArgumentException">The dataset does not fit the model, or the options do not hold
    /// together.</exception>
    /// <exception cref="InvalidOperationException">The dataset is empty, or the model to start from is not trained or
    /// not loaded.</exception>
    /// <exception cref="Detection.TrainingException">Training diverged, its checkpoint cannot be used, or a class is
    /// missing.</exception>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public static TrainingOutcome Train(
        DetectorRegistry registry, TrainingRequest request, ConversationTable dataset,
        IProgress<TrainingProgress>? progress, CancellationToken cancellation)
    {
        var trainer = new ModelTrainer(registry);
        var trained = request.Origin is { } origin
            ? trainer.FineTune(request.Model, origin, dataset, request.Options, progress, cancellation)
            : trainer.Train(request.Model, dataset, request.Options, progress, cancellation);
        return new TrainingOutcome(trained, [.. Warnings(request, trained)]);
    }

    private static IEnumerable<string> Warnings(TrainingRequest request, AnomalyModel trained)
    {
        var (name, options) = (request.Model.Name, request.Options);
        if (trained.Learning == LearningMode.Supervised && !trained.Provenance!.ValidatedByTime)
        {
            yield return $"'{name}' was validated on conversations drawn from the same time as those it was trained "
                + $"on: the latest ones alone hold "
                + "too few of both kinds, or most of the attacks. Measure it on later traffic.";
        }

        if (TrainingReach.Warning(trained) is { } reach) yield return reach;
        if (options.TimeBudget is { } budget && options.Epochs > 0 && DetectorKinds.Standard.Needs(trained.Spec).Engine
            && trained.History.Count == 0)
            yield return $"The time budget of {budget} was spent before the first step: '{name}' has learned nothing.";
    }
}
