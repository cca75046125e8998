using NetAnomaly.Core.Conversations;
using NetAnomaly.Core.Datasets;
using NetAnomaly.Core.ModelFiles;
using NetAnomaly.Core.Services;
using NetAnomaly.Core.Training;

namespace NetAnomaly.Operations.Retraining;

/// <summary>
/// Trains a model again as it was trained before, on traffic of now: gathers, compares the new model with the present
/// one over the nights behind, and replaces the file where the rule holds. Training itself is the caller's, who chooses
/// the engine. Not thread-safe.
/// </summary>
/// <param name="present">The present model: trained and loaded.</param>
/// <param name="exports">The exports, by windows of its length.</param>
/// <param name="range">What is trained on and compared.</param>
/// <param name="options">How.</param>
internal sealed class ModelRetraining(
    AnomalyModel present, ExportIndex exports, RetrainingRange range, RetrainingOptions options)
{
    private readonly bool usesLabels = present.Learning != LearningMode.Unsupervised;
    /// <summary>What is to be trained: the architecture, options and seed of the present model.</summary>
    public TrainingRequest Request { get; } =
        new(ModelTrainer.New(present.Spec), present.Provenance!.Options with { Resume = false });

    /// <summary>What was left out when that was gathered.</summary>
    public IReadOnlyList<LeftOutCount> LeftOut { get; private set; } = [];

    /// <summary>Gathers what is trained on.</summary>
    /// <param name="progress">Told after every window; may be <see langword="null"/>.</param>
    /// <param name="cancellation">Stops it.</param>
    /// <exception cref="Inputs.ChangedFileException">Somebody writes to a file.</exception>
    /// <exception cref="ArgumentException">The traffic does not fit the model.</exception>
    public async Task<ConversationTable> GatherAsync(
        IProgress<ScanProgress>? progress, CancellationToken cancellation)
    {
        var table = TrainingService.Gather(Request);
        var builder = new ConversationBuilder(ConversationOptions.Of(present.Spec));
        var labels = new FeedbackLabels(options.Marked);
        var selection = new TrainingSelection(
            options.Marked, options.Comparison.Suppressions.Suppressions, options.KeepSuspected, usesLabels);
        var flows = 0L;
        await foreach (
            var window in exports.ReadAsync(range.From, range.Split, cancellation).ConfigureAwait(false))
        {
            foreach (var flow in window.Flows) Take(builder.Add(usesLabels ? labels.Label(flow) : flow));
            flows += window.Flows.Count;
            progress?.Report(new ScanProgress(flows, ""));
        }

        Take(builder.Complete());
        selection.Count(LeftOutReason.Labelled, table.Excluded);
        LeftOut = selection.LeftOut;
        return table.Build();

        void Take(IReadOnlyList<Conversation> conversations)
        {
            foreach (var conversation in conversations)
            {
                if (selection.Takes(conversation)) table.Add(conversation);
            }
        }
    }

    /// <summary>Compares the new model with the present one, and decides.</summary>
    /// <param name="trained">What came of the training.</param>
    /// <param name="cancellation">Stops it.</param>
    /// <returns>What came of it; nothing is replaced yet.</returns>
    /// <exception cref="Inputs.ChangedFileException">Somebody writes to a file.</exception>
    public async Task<ModelUpdate> CompareAsync(TrainingOutcome trained, CancellationToken cancellation)
    {
        var before = await ScanAsync(present, cancellation).ConfigureAwait(false);
        var now = await ScanAsync(trained.Model, cancellation).ConfigureAwait(false);
        var comparison = ModelComparer.Compare(
            ("present", before), ("new", now), range.Split, range.Until, options.Comparison.Marked);
        var (holds, reasons) = options.Rule.Judge(comparison);
        return new ModelUpdate
        {
            Model = present.Name,
            Path = options.Path,
            From = range.From,
            Until = range.Split,
            Conversations = trained.Model.Conversations ?? 0,
            LeftOut = LeftOut,
            Comparison = comparison,
            IsReplaced = false,
            RuleHolds = holds,
            Reasons = reasons,
            Warnings = [.. trained.Warnings, .. RetrainingWarnings.Of(present, exports, range, options.Days)],
        };
    }

    /// <summary>Replaces the model file where the rule holds, or that was asked for at any rate.</summary>
    /// <param name="update">What was decided.</param>
    /// <param name="trained">The new model.</param>
    /// <param name="now">The time, UTC.</param>
    /// <exception cref="ModelFileException">It cannot be written; then the old file is as it was.</exception>
    public ModelUpdate Replace(ModelUpdate update, AnomalyModel trained, DateTime now)
    {
        if (!update.RuleHolds && !options.Force) return update;
        var (kept, removed) = ModelArchive.Replace(trained, options.Path, options.KeepModels, now);
        return update with { IsReplaced = true, PreviousPath = kept, RemovedPaths = removed };
    }

    private Task<NightsScan> ScanAsync(AnomalyModel model, CancellationToken cancellation) =>
        NightsScan.RunAsync(model, exports, range.Split, range.Until, options.Comparison, cancellation);
}
