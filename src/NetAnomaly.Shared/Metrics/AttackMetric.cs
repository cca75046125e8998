using System.Globalization;
using NetAnomaly.Internal;

namespace NetAnomaly;

/// <summary>How well one kind of anomaly is found. Immutable.</summary>
/// <param name="Label">Its label.</param>
/// <param name="Conversations">Conversations that hold it.</param>
/// <param name="Alerted">How many of them were alerted.</param>
/// <param name="BestRank">Place of the strangest of them among all conversations, from 1; ties take the first
/// place.</param>
/// <param name="RocAuc">Area under the ROC curve against the normal conversations alone.</param>
/// <param name="TimeToDetect">From the start of the first flow with the label to the end of the first window that was
/// alerted; <see langword="null"/> where none was, or where flows carry no times.</param>
public sealed record AttackMetric(
    string Label, long Conversations, long Alerted, long BestRank, double RocAuc, TimeSpan? TimeToDetect)
{
    /// <summary>Share of its conversations that were alerted.</summary>
    public double Recall => Conversations == 0 ? double.NaN : (double)Alerted / Conversations;

    /// <summary>The label, and how much of it was found.</summary>
    public override string ToString() => VisibleText.Of(
        string.Create(CultureInfo.InvariantCulture, $"{Label}: {Alerted:N0} of {Conversations:N0} alerted"));
}
