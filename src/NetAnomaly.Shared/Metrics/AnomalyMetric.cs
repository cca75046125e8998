using System.Globalization;
using NetAnomaly.Internal;

namespace NetAnomaly;

/// <summary>
/// How well a model tells anomalous conversations from normal ones, on labelled conversations that it was not trained
/// on. The unit is the conversation, at the base rate of the data; strangest are those with the smallest p-value and,
/// where these are equal, the highest score, as alerts are drawn. Immutable.
/// </summary>
public sealed record AnomalyMetric
{
    /// <summary>The model's name.</summary>
    public required string Model { get; init; }

    /// <summary>Conversations measured on.</summary>
    public required long Conversations { get; init; }

    /// <summary>Those that hold a flow with an anomalous label.</summary>
    public required long Anomalous { get; init; }

    /// <summary>Share of anomalous conversations.</summary>
    public double BaseRate => Conversations == 0 ? double.NaN : (double)Anomalous / Conversations;

    /// <summary>Area under the ROC curve; NaN where one class is empty.</summary>
    public required double RocAuc { get; init; }

    /// <summary>Average precision, the area under the precision-recall curve; NaN where nothing is anomalous.</summary>
    public required double AveragePrecision { get; init; }

    /// <summary>Verdicts against truth at the threshold asked for.</summary>
    public required ConfusionMatrix Confusion { get; init; }

    /// <summary>Share of right verdicts. Says little where anomalies are rare.</summary>
    public double Accuracy => Confusion.Accuracy;

    /// <summary>Share of alerts that are anomalous.</summary>
    public double Precision => Confusion.Precision;

    /// <summary>Share of anomalous conversations that were alerted.</summary>
    public double Recall => Confusion.Recall;

    /// <summary>Harmonic mean of precision and recall.</summary>
    public double F1 => Confusion.F1;

    /// <summary>
    /// Precision among the k strangest conversations of a day, averaged over the days, for k of 10, 20 and 50.
    /// </summary>
    public required IReadOnlyList<DailyPrecision> PrecisionPerDay { get; init => field = Indexable.Of(value); }

    /// <summary>The same per anomalous label, those with most conversations first.</summary>
    public required IReadOnlyList<AttackMetric> PerAttack { get; init => field = Indexable.Of(value); }

    /// <summary>The ROC curve from (0, 0) to (1, 1), at most a thousand points.</summary>
    public required IReadOnlyList<CurvePoint> RocCurve { get; init => field = Indexable.Of(value); }

    /// <summary>
    /// The precision-recall curve by falling threshold, at most a thousand points: X is recall, Y precision.
    /// </summary>
    public required IReadOnlyList<CurvePoint> PrecisionRecallCurve { get; init => field = Indexable.Of(value); }

    /// <summary>How right the incidents are that the alerted conversations gather into.</summary>
    public required IncidentMetric Incidents { get; init; }

    /// <summary>
    /// What rules find on the same conversations that need no model; without the flows of training only the count of
    /// flows.
    /// </summary>
    public IReadOnlyList<BaselineMetric> Baselines { get; init => field = Indexable.Of(value); } =
        Indexable.None<BaselineMetric>();

    /// <summary>Who was trained on what and measured on what.</summary>
    public required SplitCard Split { get; init; }

    /// <summary>The model and its figures on one line.</summary>
    public override string ToString() => VisibleText.Of(
        string.Create(
            CultureInfo.InvariantCulture,
            $"{Model}: ROC-AUC {RocAuc:0.0000}, average precision {AveragePrecision:0.0000}, {Split}"));
}
