namespace NetAnomaly;

/// <summary>How well a rule finds anomalies that needs no model, such as counting flows. Immutable.</summary>
/// <param name="Rule">The rule.</param>
/// <param name="RocAuc">Area under the ROC curve; NaN where one class is empty.</param>
/// <param name="AveragePrecision">Average precision; NaN where nothing is anomalous.</param>
public sealed record BaselineMetric(string Rule, double RocAuc, double AveragePrecision);
