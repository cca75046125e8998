using System.Globalization;
using System.Management.Automation;
using NetAnomaly.Core.Datasets;
using NetAnomaly.Core.Detection;
using NetAnomaly.Core.Engines;
using NetAnomaly.Core.ModelFiles;
using NetAnomaly.Core.Services;
using NetAnomaly.Operations.Retraining;
using NetAnomaly.PowerShell.Binding;

namespace NetAnomaly.PowerShell.Cmdlets;

/// <summary>
/// Trains a model again on exports of now, compares it with the present one over the last nights, and replaces the
/// file where a rule holds.
/// </summary>
[Cmdlet(VerbsData.Update, "AnomalyModel", DefaultParameterSetName = PathSet, SupportsShouldProcess = true)]
[OutputType(typeof(ModelUpdate))]
public sealed class UpdateAnomalyModelCommand : ExportCmdlet
{
    private AnomalyModel? present;
    private AnomalyModel? trained;

    /// <summary>The model file.</summary>
    [Parameter(Mandatory = true, Position = 1)]
    [ValidateNotNullOrEmpty]
    public string Model { get; set; } = "";

    /// <summary>Days of training; all that is there where -After is given.</summary>
    [Parameter]
    [ValidateRange(1, 3650)]
    public int Days { get; set; } = RetrainingOptions.DefaultDays;

    /// <summary>The last nights: not trained on, but compared.</summary>
    [Parameter]
    [ValidateRange(1, 365)]
    public int CompareDays { get; set; } = RetrainingOptions.DefaultCompareDays;

    /// <summary>Trains on incidents that were raised and that nobody has marked, too.</summary>
    [Parameter]
    public SwitchParameter KeepSuspected { get; set; }

    /// <summary>Incidents of a quiet day that the new model may raise, times those of the old one, plus one.</summary>
    [Parameter]
    [ValidateRange(0.0, 1000.0)]
    public double MaxIncrease { get; set; } = ReplacementRule.DefaultMaxIncrease;

    /// <summary>How many old model files are kept beside the new one.</summary>
    [Parameter]
    [ValidateRange(0, 1000)]
    public int KeepModels { get; set; } = RetrainingOptions.DefaultKeepModels;

    /// <summary>Replaces the file though the rule does not hold.</summary>
    [Parameter]
    public SwitchParameter Force { get; set; }

    /// <inheritdoc/>
    protected override void OnEnd()
    {
        var path = ProviderPaths.Target(this, Model);
        var engine = RequestEngine();
        present = ModelLoader.Load(this, new ModelSource(path), engine, out _);
        var exports = Index(present.Spec.Window);
        int? days = MyInvocation.BoundParameters.ContainsKey(nameof(After)) ? null : Days;
        var range = RetrainingRange.Of(exports, days, CompareDays);
        if (range is null) ThrowTerminatingError(RetrainingErrors.NothingToTrainOn(path));
        if (!this.Agrees(path, Plan(range!))) return;

        var retraining = new ModelRetraining(present, exports, range!, Options(path, range!, days));
        var line = new ProgressLine(this, $"Training '{present.Name}' again");
        try
        {
            var table = Reading(
                () => retraining.GatherAsync(null, Cancellation).GetAwaiter().GetResult(), present);
            var outcome = Train(retraining, table, engine, line);
            trained = outcome.Model;
            ReviewReport.Write(this, trained);
            var update = Reading(
                () => retraining.CompareAsync(outcome, Cancellation).GetAwaiter().GetResult(), present);
            Report(retraining.Replace(update, trained, DateTime.UtcNow));
        }
        catch (ModelFileException cause)
        {
            ThrowTerminatingError(ErrorFactory.ModelNotWritten(cause));
        }
        finally
        {
            line.Complete();
        }
    }

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            present?.Dispose();
            trained?.Dispose();
        }

        base.Dispose(disposing);
    }

    private RetrainingOptions Options(string path, RetrainingRange range, int? days) => new(path)
    {
        Days = days,
        KeepSuspected = KeepSuspected,
        Comparison = Rules(FromState<IReadOnlyList<AnomalyIncident>>(store => store.Seen(range.Split.Ticks), [])),
        Marked = FromState(
            store => MarkedConversations.Of(store, range.From.Ticks, range.Split.Ticks), MarkedConversations.Empty),
        Rule = new ReplacementRule(MaxIncrease),
        Force = Force,
        KeepModels = KeepModels,
    };

    private TrainingOutcome Train(
        ModelRetraining retraining, ConversationTable table, EngineRequest engine, ProgressLine line)
    {
        var request = retraining.Request;
        var work = ComputeCost.Training(request.Model.Spec, table.Flows, request.Options.Epochs);
        var registry = Engines.Choose(this, engine, request.Model.Spec, work);
        try
        {
            return TrainingWorker.Run(
                (progress, token) => TrainingService.Train(registry, request, table, progress, token), line,
                Cancellation);
        }
        catch (TrainingException cause)
        {
            ThrowTerminatingError(ErrorFactory.TrainingFailed(cause, present!));
            throw;
        }
        catch (InvalidOperationException cause) when (table.Count == 0)
        {
            ThrowTerminatingError(RetrainingErrors.AllLeftOut(cause, present!.Path!));
            throw;
        }
    }

    private void Report(ModelUpdate update)
    {
        foreach (var warning in update.Warnings) this.Warn(warning);
        if (!update.IsReplaced) this.Warn($"The model was not replaced. {string.Join(" ", update.Reasons)}");
        WriteObject(update);
    }

    private string Plan(RetrainingRange range) => string.Create(
        CultureInfo.InvariantCulture,
        $"Train again on {range.From:yyyy-MM-dd HH:mm}Z to {range.Split:yyyy-MM-dd HH:mm}Z, compare until "
            + $"{range.Until:yyyy-MM-dd HH:mm}Z, and replace {(Force ? "at any rate" : "where the rule holds")}");
}
