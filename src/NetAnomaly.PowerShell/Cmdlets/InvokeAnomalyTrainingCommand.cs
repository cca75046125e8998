using System.Globalization;
using System.Management.Automation;
using NetAnomaly.Core.Detection;
using NetAnomaly.Core.Training;
using NetAnomaly.PowerShell.Arguments;
using NetAnomaly.PowerShell.Bases;
using NetAnomaly.PowerShell.Errors;
using NetAnomaly.PowerShell.Progress;

namespace NetAnomaly.PowerShell.Cmdlets;

/// <summary>Trains a model on conversations of normal traffic.</summary>
[Cmdlet(VerbsLifecycle.Invoke, "AnomalyTraining", DefaultParameterSetName = InputSet)]
[OutputType(typeof(AnomalyModel))]
public sealed class InvokeAnomalyTrainingCommand : ConversationCmdlet
{
    private static readonly TrainingOptions Defaults = new();

    private AnomalyModel? model;
    private TrainingOptions? options;
    private TrainingCorpusBuilder? corpus;
    private ProgressLine? line;

    /// <summary>Passes over the training conversations.</summary>
    [Parameter]
    public int Epoch { get; set; } = Defaults.Epochs;

    /// <summary>Conversations per step.</summary>
    [Parameter]
    public int BatchSize { get; set; } = Defaults.BatchSize;

    /// <summary>Peak learning rate.</summary>
    [Parameter]
    public double LearningRate { get; set; } = Defaults.LearningRate;

    /// <summary>Weight decay.</summary>
    [Parameter]
    public double WeightDecay { get; set; } = Defaults.WeightDecay;

    /// <summary>Largest norm of a step's gradient.</summary>
    [Parameter]
    public double GradientClip { get; set; } = Defaults.GradientClip;

    /// <summary>Share of the conversations kept to choose the best epoch and to calibrate.</summary>
    [Parameter]
    public double ValidationShare { get; set; } = Defaults.ValidationShare;

    /// <summary>Conversations with a label like one of these are left out.</summary>
    [Parameter]
    [SupportsWildcards]
    [ValidateNotNullOrEmpty]
    public string[] ExcludeLabel { get; set; } = [];

    /// <inheritdoc/>
    protected override ModelSpec OpenModel()
    {
        model = ModelOpening.Describe(this, Model!);
        options = new TrainingOptions
        {
            Epochs = Epoch,
            BatchSize = BatchSize,
            LearningRate = LearningRate,
            WeightDecay = WeightDecay,
            GradientClip = GradientClip,
            ValidationShare = ValidationShare,
            ExcludeLabels = ExcludeLabel,
        };
        CheckBeforeReading();
        corpus = new TrainingCorpusBuilder(model.Schemes, ExcludeLabel);
        line = new ProgressLine(this, $"Training '{model.Name}' ({model.Architecture})");
        return model.Spec;
    }

    /// <inheritdoc/>
    protected override void Take(FlowSequence conversation)
    {
        try
        {
            corpus!.Add(conversation);
        }
        catch (ArgumentException cause)
        {
            ThrowTerminatingError(ErrorFactory.SequenceDoesNotFit(cause, conversation));
        }

        ShowGathering();
    }

    /// <inheritdoc/>
    protected override void Take(IReadOnlyList<FlowSequence> together)
    {
        foreach (var conversation in together) Take(conversation);
    }

    /// <inheritdoc/>
    protected override void FlowTaken() => ShowGathering();

    /// <inheritdoc/>
    protected override void Conclude()
    {
        var gathered = corpus!.Build();
        corpus = null;
        try
        {
            var trainer = new ModelTrainer(Engines.Catalog);
            WriteObject(TrainingWorker.Run((progress, token) => trainer.Train(model!, gathered, options!, progress, token), line!, Cancellation));
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

    // What is wrong with the arguments shows before an hour of reading, not after.
    private void CheckBeforeReading()
    {
        try
        {
            ModelSpecRules.Check(options!);
            _ = Engines.Catalog.For(model!.Architecture);
        }
        catch (ArgumentException cause)
        {
            ThrowTerminatingError(ErrorFactory.ModelOption(cause, options));
        }
        catch (NotSupportedException cause)
        {
            ThrowTerminatingError(ErrorFactory.EngineMissing(cause, model));
        }
    }

    private void ShowGathering()
    {
        if (!line!.IsDue) return;
        line.Show(string.Create(CultureInfo.CurrentCulture, $"Reading: {FlowsTaken:N0} flows, {corpus!.Count:N0} conversations"));
    }
}
