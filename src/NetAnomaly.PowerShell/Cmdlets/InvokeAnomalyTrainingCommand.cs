using System.Globalization;
using System.Management.Automation;
using NetAnomaly.Core.Datasets;
using NetAnomaly.Core.Detection;
using NetAnomaly.Core.Detectors;
using NetAnomaly.Core.Engines;
using NetAnomaly.Core.Services;
using NetAnomaly.Core.Training;
using NetAnomaly.PowerShell.Binding;

namespace NetAnomaly.PowerShell.Cmdlets;

/// <summary>Trains a model on conversations of normal traffic.</summary>
[Cmdlet(VerbsLifecycle.Invoke, "AnomalyTraining", DefaultParameterSetName = InputSet)]
[OutputType(typeof(AnomalyModel))]
public sealed class InvokeAnomalyTrainingCommand : ConversationCmdlet
{
    private AnomalyModel? model;
    private AnomalyModel? origin;
    private bool ownsOrigin;
    private TrainingOptions? options;
    private EngineRequest? request;
    private ConversationTableBuilder? corpus;
    private ProgressLine? line;

    /// <summary>The model, or its file.</summary>
    [Parameter(Mandatory = true, Position = 0)]
    [ValidateNotNull]
    public ModelSource? Model { get; set; }

    /// <summary>Passes over the training conversations.</summary>
    [Parameter]
    public int? Epoch { get; set; }

    /// <summary>Conversations per step.</summary>
    [Parameter]
    public int? BatchSize { get; set; }

    /// <summary>How gradients become steps.</summary>
    [Parameter]
    public TrainingOptimizer? Optimizer { get; set; }

    /// <summary>Peak learning rate.</summary>
    [Parameter]
    public double? LearningRate { get; set; }

    /// <summary>How the learning rate changes.</summary>
    [Parameter]
    public LearningRateSchedule? Schedule { get; set; }

    /// <summary>Weight decay.</summary>
    [Parameter]
    public double? WeightDecay { get; set; }

    /// <summary>Largest norm of a step's gradient.</summary>
    [Parameter]
    public double? GradientClip { get; set; }

    /// <summary>Share of the conversations kept to choose the best epoch and to calibrate.</summary>
    [Parameter]
    public double? ValidationShare { get; set; }

    /// <summary>Share of the highest calibration scores that may be those of attacks.</summary>
    [Parameter]
    public double? CalibrationTrim { get; set; }

    /// <summary>Epochs without a better validation loss after which training stops early.</summary>
    [Parameter]
    public int? Patience { get; set; }

    /// <summary>Time after which training stops.</summary>
    [Parameter]
    public TimeSpan? TimeBudget { get; set; }

    /// <summary>Where the state of the training is kept while it runs.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? CheckpointPath { get; set; }

    /// <summary>Time between two checkpoints.</summary>
    [Parameter]
    public TimeSpan? CheckpointInterval { get; set; }

    /// <summary>Go on from the checkpoint.</summary>
    [Parameter]
    public SwitchParameter Resume { get; set; }

    /// <summary>How many models to train, of seeds that follow one another from the model's own.</summary>
    [Parameter]
    [ValidateRange(1, 100)]
    public int SeedCount { get; set; } = 1;

    /// <summary>Conversations with a label like one of these are left out.</summary>
    [Parameter]
    [SupportsWildcards]
    [ValidateNotNullOrEmpty]
    public string[] ExcludeLabel { get; set; } = [];

    /// <summary>Share of the conversations, the strangest, that is left out without looking at labels.</summary>
    [Parameter]
    [ValidateRange(0.0, 0.49)]
    public double TrimShare { get; set; }

    /// <summary>
    /// Pairs and hosts for each day of training whose strangest conversations are forgotten, without looking at labels.
    /// </summary>
    [Parameter]
    [ValidateRange(0.0, 1_000_000.0)]
    public double? TrimPerDay { get; set; }

    /// <summary>Leaves the pairs that the training review lists out of training.</summary>
    [Parameter]
    public SwitchParameter ExcludeReviewed { get; set; }

    /// <summary>Labels that mean an attack, where learning uses labels.</summary>
    [Parameter]
    [SupportsWildcards]
    [ValidateNotNullOrEmpty]
    public string[]? AnomalousLabel { get; set; }

    /// <summary>A trained model, or its file, whose words and weights the training starts from.</summary>
    [Parameter]
    [ValidateNotNull]
    public ModelSource? From { get; set; }

    /// <inheritdoc/>
    protected override ModelSpec OpenModel()
    {
        model = ModelLoader.Describe(this, Model!);
        if (From is not null) origin = ModelLoader.Load(this, From, out ownsOrigin);
        CheckBeforeReading();
        corpus = TrainingService.Gather(new TrainingRequest(model, options!));
        line = new ProgressLine(this, $"Training '{model.Name}' ({model.Architecture})");
        return model.Spec;
    }

    /// <inheritdoc/>
    protected override void Process(Conversation conversation)
    {
        try
        {
            corpus!.Add(conversation);
        }
        catch (ArgumentException cause)
        {
            ThrowTerminatingError(ErrorFactory.SequenceDoesNotFit(cause, conversation, model!.Spec));
        }

        ShowGathering();
    }

    /// <inheritdoc/>
    protected override void TakeFlow(FlowRecord flow)
    {
        base.TakeFlow(flow);
        ShowGathering();
    }

    /// <inheritdoc/>
    protected override void OnComplete()
    {
        var gathered = corpus!.Build();
        corpus = null;
        if (ExcludeLabel.Length > 0 && gathered is { Excluded: 0, Count: > 0 })
            this.Warn(
                $"No flow has a label like {string.Join(" or ", ExcludeLabel.Select(label => $"'{label}'"))}: "
                    + $"-ExcludeLabel left nothing out.");
        try
        {
            var registry = Engines.Choose(
                this, request!, model!.Spec,
                ComputeCost.Training(model.Spec, gathered.Flows, options!.Epochs) * SeedCount);
            for (var i = 0; i < SeedCount; i++)
            {
                var trained = Train(
                    registry, i == 0
                        ? model
                        : ModelTrainer.New(model.Spec with { Seed = model.Spec.Seed + i }), gathered);
                // All seeds learn from the same conversations, so that one review is of all.
                if (i == 0) ReviewReport.Write(this, trained);
                WriteObject(trained);
            }
        }
        catch (TrainingException cause)
        {
            ThrowTerminatingError(ErrorFactory.TrainingFailed(cause, model!));
        }
        catch (InvalidOperationException cause) when (gathered.Count == 0)
        {
            ThrowTerminatingError(ErrorFactory.NothingToTrainOn(cause, model!));
        }
        finally
        {
            line!.Complete();
        }
    }

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        if (disposing && ownsOrigin) origin?.Dispose();
        base.Dispose(disposing);
    }

    private AnomalyModel Train(DetectorRegistry registry, AnomalyModel untrained, ConversationTable gathered)
    {
        var request = new TrainingRequest(untrained, options!) { Origin = origin };
        var (trained, warnings) = TrainingWorker.Run(
            (progress, token) =>
                TrainingService.Train(registry, request, gathered, progress, token), line!, Cancellation);
        foreach (var warning in warnings) this.Warn(warning);
        return trained;
    }

    // What is wrong with the arguments shows before an hour of reading, not after.
    private void CheckBeforeReading()
    {
        try
        {
            if (origin is not null) model = ModelTrainer.New(FineTuning.Spec(model!.Spec, origin.Spec));
            options = Describe(ModelPresets.Of(model!.Spec.Preset, model.Architecture, model.Learning).Options);
            ModelSpecRules.Check(options);
            if (SeedCount > 1 && options.CheckpointPath is not null)
                throw new ArgumentException("A checkpoint is of one training: it cannot be kept for several seeds.");
            request = RequestEngine();
            _ = Engines.Choose(this, request, model.Spec, work: null).FactoryFor(model.Architecture);
        }
        catch (ArgumentException cause)
        {
            ThrowTerminatingError(ErrorFactory.ModelOption(cause, options));
        }
        catch (NotSupportedException cause)
        {
            ThrowTerminatingError(ErrorFactory.EngineMissing(cause, model));
        }

        if (options!.CheckpointPath is { } path && new FileInfo(path) is { Directory.Exists: false })
        {
            var cause = new TrainingException(
                $"The checkpoint '{path}' cannot be written: its folder does not exist.",
                "Make the folder, or name another file.");
            ThrowTerminatingError(ErrorFactory.TrainingFailed(cause, model!));
        }
    }

    private TrainingOptions Describe(TrainingOptions preset) => preset with
    {
        Epochs = Epoch ?? preset.Epochs,
        BatchSize = BatchSize ?? preset.BatchSize,
        Optimizer = Optimizer ?? preset.Optimizer,
        LearningRate = LearningRate ?? preset.LearningRate,
        Schedule = Schedule ?? preset.Schedule,
        WeightDecay = WeightDecay ?? preset.WeightDecay,
        GradientClip = GradientClip ?? preset.GradientClip,
        ValidationShare = ValidationShare ?? preset.ValidationShare,
        CalibrationTrim = CalibrationTrim ?? preset.CalibrationTrim,
        TrimShare = TrimShare,
        TrimPerDay = TrimPerDay ?? preset.TrimPerDay,
        ExcludeReviewed = ExcludeReviewed,
        ExcludeLabels = ExcludeLabel,
        AnomalousLabels = AnomalousLabel ?? preset.AnomalousLabels,
        Patience = Patience ?? preset.Patience,
        TimeBudget = TimeBudget ?? preset.TimeBudget,
        CheckpointPath = CheckpointPath is null ? preset.CheckpointPath : ProviderPaths.Target(this, CheckpointPath),
        CheckpointInterval = CheckpointInterval ?? preset.CheckpointInterval,
        Resume = Resume,
    };

    private void ShowGathering()
    {
        if (!line!.IsDue) return;
        line.Show(
            string.Create(
                CultureInfo.CurrentCulture, $"Reading: {FlowsTaken:N0} flows, {corpus!.Count:N0} conversations"));
    }
}
